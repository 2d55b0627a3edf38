/** A file of a public repository, and what it must be. */
export interface PublishedFile {
  /** `<model>/<dataset>.json`, below the folder it is in. */
  readonly file: string;
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
}

const REPOSITORY = "zhengkid/AutoTTS";
const COMMIT = "3cd98d12c7cb999afc5c21381f22ea5811ac6c05";
const FOLDER = "efficient_reasoning_controller/test_environment";

/**
 * The replay data that the authors of AutoTTS published: 30 questions × 128 branches a file, Δ = 500. They
 * are fetched from where they are, never shipped: their repository names no licence.
 */
export const PUBLISHED_AUTOTTS: {
  readonly repository: string;
  readonly commit: string;
  /** Address of the folder that the files are in. */
  readonly address: string;
  readonly files: readonly PublishedFile[];
} = {
  repository: REPOSITORY,
  commit: COMMIT,
  address: `https://raw.githubusercontent.com/${REPOSITORY}/${COMMIT}/${FOLDER}`,
  files: [
    {
      file: "Qwen3-0.6B/aime24.json",
      bytes: 2_396_753,
      sha256: "6b4297405b494c84afb05b337af315c617513eb2580ed327ca7040b760988a7d",
    },
    {
      file: "Qwen3-0.6B/aime25.json",
      bytes: 2_334_526,
      sha256: "33f65695ecc78fb777f53bead2128ba1249772b3608c6a22bd4e674488d453e0",
    },
    {
      file: "Qwen3-0.6B/hmmt25.json",
      bytes: 2_654_077,
      sha256: "7e7c574aaedcd05b36b801c11e3bdd7e2cfd3b7309a2376967cc1e8bc01ebebc",
    },
    {
      file: "Qwen3-1.7B/aime24.json",
      bytes: 2_380_710,
      sha256: "5d6c9a63e26c7cf60181c53b67adc7017db146bf2ff1e3b9784673cb97313ad1",
    },
    {
      file: "Qwen3-1.7B/aime25.json",
      bytes: 2_568_922,
      sha256: "77bfb8e8589d0c0da3ccb6d5852c37bf23273e047664a5086d492896a5ae2496",
    },
    {
      file: "Qwen3-1.7B/hmmt25.json",
      bytes: 2_741_320,
      sha256: "87d158ecdc3551e375891d19917ce02f8fdcadd778afe99ad2ae179f872fb298",
    },
    {
      file: "Qwen3-4B/aime24.json",
      bytes: 2_066_911,
      sha256: "d99ce8711c60605b7555a7fc6e66cc5ae0abe7ce6b36bf4e712802d26aa7ffdd",
    },
    {
      file: "Qwen3-4B/aime25.json",
      bytes: 2_673_679,
      sha256: "977f56022b0cd225bd0233aff1f7b39740c45ec79693475ada8c766ee4097a3f",
    },
    {
      file: "Qwen3-4B/hmmt25.json",
      bytes: 2_973_086,
      sha256: "4bc0b51765a0fc5a3d9a462b1ff317b70577d478c5cb5e06f20fe9d5b73b4b1c",
    },
    {
      file: "Qwen3-8B/aime24.json",
      bytes: 2_103_633,
      sha256: "be725bdacc64712088d5c947b9b869471ad659c8465c3e5b6e9ff5191bfd0128",
    },
    {
      file: "Qwen3-8B/aime25.json",
      bytes: 2_675_898,
      sha256: "969bba7bb0276f66d421d069e078e20a9b3ff4a59977393a2733a97ca6e4566c",
    },
    {
      file: "Qwen3-8B/hmmt25.json",
      bytes: 3_219_245,
      sha256: "561efa74e3dd4ca79b67463c7c5d449762824b4534bdc7267b19d9af29d2a9a9",
    },
  ],
};
