import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What an attack may aim at. */
export interface Places {
  readonly secretFile: string;
  /** A file that must not come to be. */
  readonly forgedFile: string;
  /** Of a listener on 127.0.0.1. */
  readonly port: number;
  /** Of another process of the same user. */
  readonly victimPid: number;
}

/** What an attack has reached. */
export interface Touched {
  /** What must not come out: content of the file, value of the environment variable. */
  readonly secrets: readonly string[];
  readonly wroteFile: boolean;
  readonly connected: boolean;
  readonly killedVictim: boolean;
  /** Processes that it left behind: those that name `forgedFile` on their command line. */
  readonly leftProcesses: number;
}

/** The suite's own environment has it, so a child has it unless somebody took it away. */
const ENVIRONMENT_NAME = "AUTOTTS_ATTACK_SECRET";
const ENVIRONMENT_SECRET = "environment-4c1d";
process.env[ENVIRONMENT_NAME] = ENVIRONMENT_SECRET;
const FILE_SECRET = "file-9b3e";

/** Things laid out for one lane of attacks, one attack after the other. */
export class Canaries {
  readonly places: Places;
  readonly #folder: string;
  readonly #server: Server;
  readonly #victim: ChildProcess;
  #connections = 0;

  private constructor(folder: string, server: Server, victim: ChildProcess) {
    this.#folder = folder;
    this.#server = server;
    this.#victim = victim;
    server.on("connection", (socket) => {
      this.#connections++;
      socket.destroy();
    });
    this.places = {
      secretFile: join(folder, "secret"),
      forgedFile: join(folder, "forged"),
      port: (server.address() as AddressInfo).port,
      victimPid: victim.pid!,
    };
    writeFileSync(this.places.secretFile, FILE_SECRET);
  }

  /** Lays them out, in a temporary folder. */
  static async layOut(): Promise<Canaries> {
    const folder = mkdtempSync(join(tmpdir(), "attack-"));
    const victim = spawn("sleep", ["86400"], { stdio: "ignore" });
    const server = createServer().listen(0, "127.0.0.1");
    await Promise.all([once(server, "listening"), once(victim, "spawn")]);
    return new Canaries(folder, server, victim);
  }

  /** What was touched so far. */
  async look(): Promise<Touched> {
    // What is waiting to be accepted is accepted in the next turns of the event loop.
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    const { exitCode, signalCode } = this.#victim;
    return {
      secrets: [FILE_SECRET, ENVIRONMENT_SECRET],
      wroteFile: existsSync(this.places.forgedFile),
      connected: this.#connections > 0,
      killedVictim: exitCode !== null || signalCode !== null,
      leftProcesses: this.#left().length,
    };
  }

  /** Takes everything away, what the attack has left included. */
  async clear(): Promise<void> {
    for (const pid of this.#left()) process.kill(pid, "SIGKILL");
    this.#victim.kill("SIGKILL");
    this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #left(): number[] {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => {
        try {
          return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(this.places.forgedFile);
        } catch {
          return false;
        }
      });
  }
}

/** An attack's text with the places filled in. */
export function fillIn(text: string, places: Places): string {
  return text
    .replaceAll("%SECRET_FILE%", places.secretFile)
    .replaceAll("%FORGED_FILE%", places.forgedFile)
    .replaceAll("%PORT%", String(places.port))
    .replaceAll("%VICTIM_PID%", String(places.victimPid));
}
