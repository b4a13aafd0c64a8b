import { factorContract } from "../fixtures/factorContract.ts";
import { SESSIONS } from "./index.ts";

factorContract(SESSIONS);
