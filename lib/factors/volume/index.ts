import { obvFactor } from "./obv.ts";
import { relativeVolumeFactor } from "./relativeVolume.ts";

export const VOLUME = [obvFactor, relativeVolumeFactor];
