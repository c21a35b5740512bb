package chat.jim.server.cluster.message;

import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.bus.Pipe;
import chat.jim.server.cluster.message.BatchAnswer.Result;
import chat.jim.server.cluster.node.ThisNode;
import java.time.Duration;
import java.util.List;

/** The way of messages to one other server. From any thread; no method waits. */
public final class Route implements Pipe.Format<RemoteParcel> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ThisNode self;
    private final Pipe<RemoteParcel> pipe;

    /** From this server to another one. */
    Route(ThisNode self, String to, Bus bus) {
        this.self = self;
        pipe = new Pipe<>(bus, to, PATIENCE, this);
    }

    /** The server to which it leads. */
    String to() {
        return pipe.to();
    }

    /** Sends what one session has for that server; it has nothing else under way. */
    void send(List<RemoteParcel> group) {
        pipe.send(group);
    }

    @Override
    public byte[] encoded(long number, List<RemoteParcel> parcels) {
        String own = String.valueOf(self.lease().id()); // one that is cut off is not believed
        return new Batch(
                        own,
                        number,
                        parcels.stream().map(parcel -> parcel.itemFrom(own)).toList())
                .encoded();
    }

    @Override
    public void answered(byte[] answer, long number, List<RemoteParcel> parcels) {
        List<Result> results = BatchAnswer.of(answer, number, parcels.size()).results();
        for (int i = 0; i < parcels.size(); i++) {
            parcels.get(i).answered(results.get(i));
        }
    }
}
