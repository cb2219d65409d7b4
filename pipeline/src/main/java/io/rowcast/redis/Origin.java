package io.rowcast.redis;

/**
 * The record that some commands of a batch come from.
 *
 * @param topicId Kafka's id of the topic that the offset counts in
 * @param firstCommand index of its first command in the batch; its others follow, up to those of the next origin
 */
public record Origin(LaneId lane, String topicId, long offset, int firstCommand) {

    /** What a failure of one of its commands is stored by. */
    public String id(int command) {
        return offset + ":" + (command - firstCommand);
    }
}
