package chat.jim.dialect;

import chat.jim.codec.Codec;
import chat.jim.codec.JsonObject;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.wire.Frame;

/** Answers in the forms that several dialects share. */
final class Answers {
    private static final Codec CODEC = new Codec();

    private Answers() {}

    /** One of the two codes that all know: 200 alone, or 400 with the text, whatever the error was. */
    static Frame goodOrBad(Response response) {
        return object(response).frame();
    }

    /** The same as the specification writes it, with the time, and a text also where all is well. */
    static Frame withText(Response response) {
        Code code = response.code().isError() ? Code.BAD_REQUEST : Code.OK;
        return CODEC.encode(new Response(code, response.time(), response.text()));
    }

    /** The same before it is a frame. */
    static JsonObject object(Response response) {
        return response.code().isError()
                ? JsonObject.of("response", Code.BAD_REQUEST.number()).with("error", response.text())
                : JsonObject.of("response", Code.OK.number());
    }
}
