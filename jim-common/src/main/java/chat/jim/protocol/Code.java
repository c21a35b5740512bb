package chat.jim.protocol;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A response's code, three digits. The set is open: other servers may add codes, whose first digit still says what kind
 * it is (PROTOCOL.md, sections 5 to 9).
 */
public record Code(@JsonValue int number) {
    /** A notice. */
    public static final Code NOTICE = new Code(100);
    /** An important notice: the server is going down, an administrator speaks. */
    public static final Code IMPORTANT = new Code(101);
    /** Done. */
    public static final Code OK = new Code(200);
    /** Done, and something was made: a room, an account. */
    public static final Code CREATED = new Code(201);
    /** Accepted: a part of a list, or a message kept for later. */
    public static final Code ACCEPTED = new Code(202);
    /** The request is malformed. */
    public static final Code BAD_REQUEST = new Code(400);
    /** Log in first. */
    public static final Code UNAUTHORIZED = new Code(401);
    /** Wrong password, or no such account. */
    public static final Code WRONG_PASSWORD = new Code(402);
    /** Not allowed. */
    public static final Code FORBIDDEN = new Code(403);
    /** No such user or room. */
    public static final Code NOT_FOUND = new Code(404);
    /** The name is in use. */
    public static final Code CONFLICT = new Code(409);
    /** The account exists, and is offline. */
    public static final Code GONE = new Code(410);
    /** Too many failed logins: wait. */
    public static final Code TOO_MANY = new Code(429);
    /** The server's own fault. */
    public static final Code SERVER_ERROR = new Code(500);
    /** The server is full, or going down; or another server cannot be reached: nothing was done. */
    public static final Code UNAVAILABLE = new Code(503);
    /** Another server does not answer: nobody knows whether it was done. */
    public static final Code NO_ANSWER = new Code(504);

    /**
     * Checks the number.
     *
     * @throws ProtocolException 400 if it has not exactly three digits
     */
    public Code {
        if (number < 100 || number > 999) {
            throw notThreeDigits();
        }
    }

    /**
     * Reads the digits as they stand on the wire.
     *
     * @throws ProtocolException 400 if they are not exactly three digits
     */
    public static Code of(String digits) {
        if (!digits.matches("[0-9]{3}")) {
            throw notThreeDigits();
        }
        return new Code(Integer.parseInt(digits));
    }

    private static ProtocolException notThreeDigits() {
        return ProtocolException.badRequest("The field response must have three digits.");
    }

    /** Whether it answers nothing, and may come at any time. */
    public boolean isNotice() {
        return number < 200;
    }

    /** Whether something was refused or failed. */
    public boolean isError() {
        return number >= 400;
    }

    @Override
    public String toString() {
        return Integer.toString(number);
    }
}
