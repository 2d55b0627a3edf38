declare global {
  namespace NodeJS {
    /** Its types lack this one. */
    interface ProcessPermission {
      drop(scope: "addon" | "fs.read"): void;
    }
  }
}

/**
 * Gives up, for good, what a child needs only until it is ready: to read the code that it is made of and to load
 * the isolate's addon. With the right to load one comes the right to load any, and an addon opens
 * what files it likes: the packages of a service hold some that do.
 */
export function dropRights(): void {
  process.permission.drop("addon");
  process.permission.drop("fs.read");
}
