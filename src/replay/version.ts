import { CONTRACT_VERSION } from "./contract.ts";
import { KERNEL_VERSION } from "./kernel.ts";

/** One number for contract and kernel together: part of every cell's identity. */
export const REPLAY_VERSION = CONTRACT_VERSION * 1000 + KERNEL_VERSION;
