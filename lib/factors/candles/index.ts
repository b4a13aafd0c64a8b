import type { Factor } from "../factor.ts";
import { abandonedBaby } from "./abandonedBaby.ts";
import { advanceBlock } from "./advanceBlock.ts";
import { beltHold } from "./beltHold.ts";
import { breakaway } from "./breakaway.ts";
import { closingMarubozu } from "./closingMarubozu.ts";
import { concealBabySwallow } from "./concealBabySwallow.ts";
import { counterattack } from "./counterattack.ts";
import { darkCloudCover } from "./darkCloudCover.ts";
import { doji } from "./doji.ts";
import { dojiStar } from "./dojiStar.ts";
import { dragonflyDoji } from "./dragonflyDoji.ts";
import { engulfing } from "./engulfing.ts";
import { eveningDojiStar } from "./eveningDojiStar.ts";
import { eveningStar } from "./eveningStar.ts";
import { gapSideSideWhite } from "./gapSideSideWhite.ts";
import { gravestoneDoji } from "./gravestoneDoji.ts";
import { hammer } from "./hammer.ts";
import { hangingMan } from "./hangingMan.ts";
import { harami } from "./harami.ts";
import { haramiCross } from "./haramiCross.ts";
import { highWave } from "./highWave.ts";
import { hikkake } from "./hikkake.ts";
import { hikkakeMod } from "./hikkakeMod.ts";
import { homingPigeon } from "./homingPigeon.ts";
import { identicalThreeCrows } from "./identicalThreeCrows.ts";
import { inNeck } from "./inNeck.ts";
import { invertedHammer } from "./invertedHammer.ts";
import { kicking } from "./kicking.ts";
import { kickingByLength } from "./kickingByLength.ts";
import { ladderBottom } from "./ladderBottom.ts";
import { longLeggedDoji } from "./longLeggedDoji.ts";
import { longLine } from "./longLine.ts";
import { marubozu } from "./marubozu.ts";
import { matchingLow } from "./matchingLow.ts";
import { matHold } from "./matHold.ts";
import { morningDojiStar } from "./morningDojiStar.ts";
import { morningStar } from "./morningStar.ts";
import { onNeck } from "./onNeck.ts";
import { piercing } from "./piercing.ts";
import { rickshawMan } from "./rickshawMan.ts";
import { riseFallThreeMethods } from "./riseFallThreeMethods.ts";
import { separatingLines } from "./separatingLines.ts";
import { shootingStar } from "./shootingStar.ts";
import { shortLine } from "./shortLine.ts";
import { spinningTop } from "./spinningTop.ts";
import { stalledPattern } from "./stalledPattern.ts";
import { stickSandwich } from "./stickSandwich.ts";
import { takuri } from "./takuri.ts";
import { tasukiGap } from "./tasukiGap.ts";
import { threeBlackCrows } from "./threeBlackCrows.ts";
import { threeInside } from "./threeInside.ts";
import { threeLineStrike } from "./threeLineStrike.ts";
import { threeOutside } from "./threeOutside.ts";
import { threeStarsInSouth } from "./threeStarsInSouth.ts";
import { threeWhiteSoldiers } from "./threeWhiteSoldiers.ts";
import { thrusting } from "./thrusting.ts";
import { tristar } from "./tristar.ts";
import { twoCrows } from "./twoCrows.ts";
import { uniqueThreeRiver } from "./uniqueThreeRiver.ts";
import { upsideGapTwoCrows } from "./upsideGapTwoCrows.ts";
import { xSideGapThreeMethods } from "./xSideGapThreeMethods.ts";

/** The patterns of TA-Lib, in its order. */
export const CANDLES: readonly Factor[] = [
  twoCrows, threeBlackCrows, threeInside, threeLineStrike, threeOutside, threeStarsInSouth, threeWhiteSoldiers, abandonedBaby, advanceBlock, beltHold, breakaway,
  closingMarubozu, concealBabySwallow, counterattack, darkCloudCover, doji, dojiStar, dragonflyDoji, engulfing, eveningDojiStar, eveningStar, gapSideSideWhite, gravestoneDoji,
  hammer, hangingMan, harami, haramiCross, highWave, hikkake, hikkakeMod, homingPigeon, identicalThreeCrows, inNeck, invertedHammer, kicking, kickingByLength, ladderBottom,
  longLeggedDoji, longLine, marubozu, matchingLow, matHold, morningDojiStar, morningStar, onNeck, piercing, rickshawMan, riseFallThreeMethods, separatingLines, shootingStar,
  shortLine, spinningTop, stalledPattern, stickSandwich, takuri, tasukiGap, thrusting, tristar, uniqueThreeRiver, upsideGapTwoCrows, xSideGapThreeMethods,
];
