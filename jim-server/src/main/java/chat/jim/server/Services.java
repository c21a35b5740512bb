package chat.jim.server;

import chat.jim.protocol.Code;
import chat.jim.protocol.Codec;
import chat.jim.protocol.Response;
import java.time.InstantSource;

/** What all sessions of a server share. */
record Services(Directory directory, Rooms rooms, Router router, Codec codec, InstantSource clock, boolean traceCalls) {
    static Services create(InstantSource clock, boolean traceCalls) {
        Directory directory = new Directory();
        Rooms rooms = new Rooms();
        return new Services(directory, rooms, new Router(directory, rooms), new Codec(), clock, traceCalls);
    }

    /** An answer or a notice of now. */
    Response response(Code code, String sentence) {
        return new Response(code, clock.instant().getEpochSecond(), sentence);
    }
}
