import type { Attack } from "../attack.ts";
import { tookHostDown } from "../signs.ts";

export const attack: Attack = {
  title: "sends JSON whose values take a hundred times its room, after breaking out",
  heldBy: "frames",
  asHost: async (host) => {
    const length = 120 << 20;
    const frame = new DataView(new ArrayBuffer(8));
    frame.setUint32(0, length, true);
    await host.write(new Uint8Array(frame.buffer));
    const part = new TextEncoder().encode("{},".repeat(1 << 18));
    await host.write(new TextEncoder().encode("["));
    for (let sent = 1; sent < length; sent += part.length) await host.write(part);
  },
  succeeded: tookHostDown,
};
