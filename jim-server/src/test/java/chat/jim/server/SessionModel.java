package chat.jim.server;

import chat.jim.codec.Codec;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.action.Action;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What PROTOCOL.md has the requests of one peer do, and what it has the peer see. A handler returns the answer, in the form of
 * {@link #expect}, or throws the code of the refusal.
 */
final class SessionModel extends UnmodelledActions {
    private static final int LONGEST_STATUS = 500;
    private static final String OK = "200";

    private final ServerModel server;
    private final List<String> expected = new ArrayList<>();
    private final Set<Address> joined = new HashSet<>();
    private @Nullable Address name;
    private @Nullable AccountKey account;
    private String status = "";
    private boolean replaced;

    SessionModel(ServerModel server) {
        this.server = server;
    }

    boolean isOnline() {
        return name != null;
    }

    Address name() {
        return Objects.requireNonNull(name);
    }

    /** What it has to see next: a code, with the names of a list; a notice with its text; or a message. */
    void expect(String line) {
        expected.add(line);
    }

    List<String> expected() {
        return expected;
    }

    /** A message in the form in which it is expected. */
    static String shown(Action.Msg msg, @Nullable Address from) {
        return "msg " + from + " to " + msg.to() + " in " + msg.encoding() + ": " + msg.message();
    }

    /** The peer is gone. */
    void end() {
        if (name == null) {
            return;
        }
        for (Address room : joined) {
            server.leave(room, this);
        }
        if (account != null) {
            server.tellOwners(account, "offline");
        }
        server.online.remove(name);
        name = null;
    }

    /** Whether the peer is gone since it came online elsewhere. */
    boolean replaced() {
        return replaced;
    }

    private static void refuseIf(boolean condition, Code code) {
        if (condition) {
            throw ServerModel.refused(code);
        }
    }

    @Override
    public String onPresence(Action.Presence presence) {
        Address account = presence.user().account();
        if (name == null) {
            refuseIf(account.isReserved(), Code.BAD_REQUEST);
            refuseIf(server.accounts.find(account) != null, Code.UNAUTHORIZED);
            comeOnline(account);
        }
        refuseIf(!account.equals(name), Code.BAD_REQUEST);
        String said = presence.user().status();
        if (said != null && !said.equals(status)) {
            status = said;
            boolean toBeTold = !said.isEmpty() && said.codePointCount(0, said.length()) <= LONGEST_STATUS;
            if (this.account != null && toBeTold) {
                server.tellOwners(this.account, "online: " + said);
            }
        }
        return OK;
    }

    private void comeOnline(Address account) {
        refuseIf(server.online.containsKey(account), Code.CONFLICT);
        name = account;
        server.online.put(account, this);
    }

    @Override
    public String onAuthenticate(Action.Authenticate authenticate) {
        refuseIf(name != null, Code.BAD_REQUEST);
        Address wanted = authenticate.login().account();
        refuseIf(server.failedLogins.getOrDefault(wanted, 0) >= ServerModel.FAILED_LOGINS, Code.TOO_MANY);
        Account account = server.accounts.find(wanted);
        if (account == null || !authenticate.login().secret().equals(ServerModel.PASSWORD)) {
            server.failedLogins.merge(wanted, 1, Integer::sum);
            throw ServerModel.refused(Code.WRONG_PASSWORD);
        }
        refuseIf(account.blocked(), Code.FORBIDDEN);
        SessionModel former = server.online.get(account.name());
        if (former != null) {
            former.expect("101 You came online elsewhere.");
            former.end();
            former.replaced = true;
        }
        comeOnline(account.name());
        this.account = account.key();
        server.tellOwners(account.key(), "online");
        return OK;
    }

    @Override
    public String onRegister(Action.Register register) {
        refuseIf(name != null && !register.login().account().equals(name), Code.BAD_REQUEST);
        throw ServerModel.refused(Code.FORBIDDEN); // registration is closed
    }

    @Override
    public String onPasswd(Action.Passwd passwd) {
        AccountKey own = account();
        refuseIf(!passwd.login().account().equals(own.name()), Code.BAD_REQUEST);
        throw ServerModel.refused(Code.BAD_REQUEST); // the new password is too short
    }

    @Override
    public String onProbe(Action.Probe probe) {
        throw ServerModel.refused(Code.BAD_REQUEST);
    }

    @Override
    public String onMsg(Action.Msg msg) {
        refuseIf(msg.from() != null && !msg.from().equals(name), Code.BAD_REQUEST);
        if (msg.from() == null
                || !msg.from().toString().equals(name().toString())
                || Objects.requireNonNull(msg.frame()).multiline()) {
            Codec.withSender(msg, name()); // refuses what gets too long by that
        }
        if (msg.to().isRoom()) {
            Set<SessionModel> members = server.members(msg.to());
            refuseIf(!members.contains(this), Code.FORBIDDEN);
            members.stream().filter(member -> member != this).forEach(member -> member.expect(shown(msg, name)));
            return OK;
        }
        SessionModel addressee = server.online.get(msg.to());
        if (addressee == null) {
            server.account(msg.to());
            throw ServerModel.refused(Code.GONE);
        }
        addressee.expect(shown(msg, name));
        return OK;
    }

    @Override
    public String onJoin(Action.Join join) {
        refuseIf(joined.size() == ServerModel.ROOMS && !joined.contains(join.room()), Code.FORBIDDEN);
        joined.add(join.room());
        boolean made = server.join(join.room(), this);
        if (made && account != null && !join.room().equals(Address.EVERYBODY)) {
            server.owned.add(join.room()); // of more than these few the last ones would belong to nobody
        }
        return made ? "201" : OK;
    }

    @Override
    public String onLeave(Action.Leave leave) {
        refuseIf(!joined.remove(leave.room()), Code.NOT_FOUND);
        server.leave(leave.room(), this);
        return OK;
    }

    @Override
    public String onWho(Action.Who who) {
        return list((who.room() == null ? server.online.values() : server.members(who.room()))
                .stream().map(SessionModel::name));
    }

    @Override
    public String onRooms(Action.Rooms rooms) {
        return list(server.rooms.keySet().stream());
    }

    @Override
    public String onGetContacts(Action.GetContacts getContacts) {
        return list(server.accounts.contacts(account()).stream());
    }

    @Override
    public String onAddContact(Action.AddContact addContact) {
        AccountKey owner = account();
        Address contact = server.account(addContact.contact().asAccount()).name();
        List<Address> contacts = server.accounts.contacts(owner);
        refuseIf(contacts.size() == ServerModel.CONTACTS && !contacts.contains(contact), Code.FORBIDDEN);
        server.accounts.addContact(owner, contact, ServerModel.CONTACTS);
        return OK;
    }

    @Override
    public String onDelContact(Action.DelContact delContact) {
        refuseIf(!server.accounts.removeContact(account(), delContact.contact().asAccount()), Code.NOT_FOUND);
        return OK;
    }

    /** With which the peer is online; refuses a guest. */
    private AccountKey account() {
        refuseIf(account == null, Code.FORBIDDEN);
        return Objects.requireNonNull(account);
    }

    @Override
    public String onGetPotentials(Action.GetPotentials getPotentials) {
        throw new AssertionError("no other dialect is spoken here");
    }

    @Override
    public String onPublicKey(Action.PublicKey publicKey) {
        throw ServerModel.refused(Code.BAD_REQUEST); // not in the specification's dialect
    }

    @Override
    public String onQuit(Action.Quit quit) {
        return OK;
    }

    private static String list(Stream<Address> names) {
        return OK + names(names.map(Address::toString));
    }

    /** Behind the code of an answer: its list, in no order that matters. */
    static String names(Stream<String> names) {
        TreeSet<String> sorted = new TreeSet<>(names.toList());
        return sorted.isEmpty() ? "" : " " + sorted;
    }
}
