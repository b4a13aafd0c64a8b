import { factorContract } from "../fixtures/factorContract.ts";
import { CALENDAR } from "./index.ts";

factorContract(CALENDAR);
