import type { ChannelConfig } from "../alertConfig.ts";
import type { Channel, ChannelOptions } from "./channel.ts";
import { emailChannel } from "./emailChannel.ts";
import { fileChannel } from "./fileChannel.ts";
import { webhookChannel } from "./webhookChannel.ts";

/** The channel that a configuration describes; an AlertError where a variable is missing or an address is refused. */
export function openChannel(config: ChannelConfig, options: ChannelOptions): Channel {
  switch (config.type) {
    case "file": return fileChannel(config);
    case "webhook": return webhookChannel(config, options);
    case "email": return emailChannel(config, options);
  }
}
