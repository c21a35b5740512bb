package chat.jim.codec;

import chat.jim.protocol.Action;
import chat.jim.protocol.ActionHandler;
import chat.jim.protocol.Address;
import chat.jim.protocol.Message;
import chat.jim.protocol.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes one message as JSON: which fields it has, and in which order. */
final class Encoder implements ActionHandler<JsonGenerator> {
    private final JsonGenerator json;

    Encoder(JsonGenerator json) {
        this.json = json;
    }

    void write(Message message) {
        json.writeStartObject();
        if (message instanceof Action action) {
            write(Field.ACTION, action.verb().word());
            write(Field.TIME, action.time());
            action.accept(this);
        } else if (message instanceof Response response) {
            write(response);
        }
        json.writeEndObject();
    }

    private void write(Response response) {
        write(Field.RESPONSE, response.code().number());
        write(Field.TIME, response.time());
        if (response.text() != null) {
            write(response.code().isError() ? Field.ERROR : Field.ALERT, response.text());
        }
        if (response.names() != null) {
            json.writeArrayPropertyStart(Field.LIST.word());
            response.names().forEach(json::writeString);
            json.writeEndArray();
        }
    }

    @Override
    public JsonGenerator onPresence(Action.Presence presence) {
        write(Field.TYPE, presence.type());
        startUser(presence.account());
        write(Field.STATUS, presence.status());
        return json.writeEndObject();
    }

    @Override
    public JsonGenerator onAuthenticate(Action.Authenticate authenticate) {
        return writeLogin(authenticate.account(), authenticate.password());
    }

    @Override
    public JsonGenerator onRegister(Action.Register register) {
        return writeLogin(register.account(), register.password());
    }

    @Override
    public JsonGenerator onProbe(Action.Probe probe) {
        return json;
    }

    @Override
    public JsonGenerator onMsg(Action.Msg msg) {
        write(Field.TO, msg.to());
        write(Field.FROM, msg.from());
        write(Field.ENCODING, msg.encoding());
        return write(Field.MESSAGE, msg.message());
    }

    @Override
    public JsonGenerator onJoin(Action.Join join) {
        return write(Field.ROOM, join.room());
    }

    @Override
    public JsonGenerator onLeave(Action.Leave leave) {
        return write(Field.ROOM, leave.room());
    }

    @Override
    public JsonGenerator onWho(Action.Who who) {
        return write(Field.ROOM, who.room());
    }

    @Override
    public JsonGenerator onRooms(Action.Rooms rooms) {
        return json;
    }

    @Override
    public JsonGenerator onGetContacts(Action.GetContacts getContacts) {
        return json;
    }

    @Override
    public JsonGenerator onAddContact(Action.AddContact addContact) {
        return write(Field.USER_ID, addContact.contact());
    }

    @Override
    public JsonGenerator onDelContact(Action.DelContact delContact) {
        return write(Field.USER_ID, delContact.contact());
    }

    @Override
    public JsonGenerator onPublicKey(Action.PublicKey publicKey) {
        return write(Field.USER_ID, publicKey.owner());
    }

    @Override
    public JsonGenerator onQuit(Action.Quit quit) {
        return json;
    }

    private JsonGenerator writeLogin(Address account, String password) {
        startUser(account);
        write(Field.PASSWORD, password);
        return json.writeEndObject();
    }

    private void startUser(Address account) {
        json.writeName(Field.USER.word()).writeStartObject();
        write(Field.ACCOUNT_NAME, account);
    }

    private void write(Field field, long value) {
        json.writeNumberProperty(field.word(), value);
    }

    /** Leaves the field out where there is no value. */
    private JsonGenerator write(Field field, @Nullable Object value) {
        return value == null ? json : json.writeStringProperty(field.word(), value.toString());
    }
}
