package chat.jim.server.cluster.nats;

import chat.jim.codec.JsonLine;
import java.util.List;

/**
 * What distinguishes one of our streams from another. All others of its settings are the same for all: kept in files, on three
 * servers if the engine has so many, and read only by its leader.
 *
 * @param name of the stream
 * @param subjects what is published there is stored
 * @param most how many are kept for each subject
 * @param refusesMore whether more are refused; otherwise the oldest one is dropped
 */
public record StreamSettings(String name, String subjects, long most, boolean refusesMore) {
    /** As JetStream wants them. */
    byte[] json(int replicas) {
        JsonLine line = JsonLine.empty()
                .with("name", name)
                .withTexts("subjects", List.of(subjects))
                .with("retention", "limits")
                .with("storage", "file")
                .with("discard", "new")
                .with("discard_new_per_subject", refusesMore)
                .with("max_msgs_per_subject", most)
                .with("max_msgs", -1)
                .with("max_bytes", -1)
                .with("num_replicas", replicas)
                .with("allow_direct", false)
                .with("allow_msg_ttl", true)
                .with("deny_delete", false);
        return EngineStream.bytes(line);
    }
}
