package chat.jim.server.store.sqlite;

import chat.jim.protocol.Address;
import chat.jim.protocol.Role;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.RoomStore;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** The rooms that stay, and who is what in them, in an SQLite database. */
final class SqliteRooms implements RoomStore {
    private final Database writing;
    private final Database reading;

    SqliteRooms(Database writing, Database reading) {
        this.writing = writing;
        this.reading = reading;
    }

    @Override
    public List<Kept> rooms() {
        return reading.query(
                "SELECT name, key, owned, topic, private, moderated, keeps FROM room ORDER BY key",
                row -> new Kept(
                        Address.stored(row.getString(1), row.getString(2)),
                        row.getBoolean(3),
                        row.getString(4),
                        row.getBoolean(5),
                        row.getBoolean(6),
                        row.getBoolean(7)));
    }

    /** One that is damaged gives no rights. */
    @Override
    public List<Member> members() {
        return reading.query(
                """
                SELECT room.name, room.key, account.name, account.key, account.id, role, since, invited_by
                FROM room_member AS member JOIN room ON room.key = member.room
                JOIN account ON account.key = member.key AND account.id = member.account
                WHERE member.checksum = row_checksum(room, account, member.key, role, since, invited_by)
                ORDER BY since, room, account""",
                row -> new Member(
                        Address.stored(row.getString(1), row.getString(2)),
                        new AccountKey(Address.stored(row.getString(3), row.getString(4)), row.getString(5)),
                        Role.of(row.getString(6)),
                        row.getLong(7),
                        row.getString(8)));
    }

    /** One that is damaged may say anything; a repair knows what to do with it. */
    @Override
    public List<Sanction> sanctions() {
        return reading.query(
                """
                SELECT room.name, room.key, ban, subject, sanction.name, sanction.key, until, reason
                FROM sanction JOIN room ON room.key = room
                WHERE sanction.checksum = row_checksum(room, ban, subject, sanction.key, sanction.name, until, reason)
                ORDER BY room, ban, subject""",
                row -> new Sanction(
                        Address.stored(row.getString(1), row.getString(2)),
                        Ban.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                        row.getString(4),
                        Address.stored(row.getString(5), row.getString(6)),
                        row.getLong(7),
                        row.getString(8)));
    }

    @Override
    public CompletableFuture<?> put(Kept room) {
        return writing.submit(
                """
                INSERT INTO room (key, name, topic, owned, private, moderated, keeps, checksum)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, row_checksum(?1, ?2, ?3, ?4, ?5, ?6, ?7))
                ON CONFLICT DO UPDATE SET topic = ?3, owned = ?4, private = ?5, moderated = ?6, keeps = ?7,
                checksum = row_checksum(key, name, ?3, ?4, ?5, ?6, ?7)""",
                room.name().key(),
                room.name().toString(),
                room.topic(),
                number(room.owned()),
                number(room.isPrivate()),
                number(room.moderated()),
                number(room.keeps()));
    }

    private static int number(boolean value) {
        return value ? 1 : 0;
    }

    @Override
    public CompletableFuture<?> remove(Address room) {
        return writing.submit("DELETE FROM room WHERE key = ?", room.key());
    }

    @Override
    public CompletableFuture<?> put(Member member) {
        AccountKey account = member.account();
        return writing.submit(
                """
                INSERT OR REPLACE INTO room_member (room, account, key, role, since, invited_by, checksum)
                SELECT ?1, ?2, ?3, ?4, ?5, ?6, row_checksum(?1, ?2, ?3, ?4, ?5, ?6)
                FROM room, account WHERE room.key = ?1 AND id = ?2 AND account.key = ?3""",
                member.room().key(),
                account.id(),
                account.name().key(),
                member.role().word(),
                member.since(),
                member.invitedBy());
    }

    @Override
    public CompletableFuture<?> setTold(Address room, AccountKey account) {
        return writing.submit("""
                UPDATE room_member SET invited_by = '', checksum = row_checksum(room, account, key, role, since, '')
                WHERE room = ? AND account = ?""", room.key(), account.id());
    }

    @Override
    public CompletableFuture<?> remove(Address room, AccountKey account) {
        return writing.submit("DELETE FROM room_member WHERE room = ? AND account = ?", room.key(), account.id());
    }

    /** That of an account which is removed meanwhile is not kept: nobody could lift it. */
    @Override
    public CompletableFuture<?> put(Sanction sanction) {
        return writing.submit(
                """
                INSERT OR REPLACE INTO sanction (room, ban, subject, key, name, until, reason, checksum)
                SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, row_checksum(?1, ?2, ?3, ?4, ?5, ?6, ?7) FROM room WHERE key = ?1
                AND (length(?3) <> 32 OR ?3 GLOB '*[^0-9a-f]*' OR EXISTS (SELECT 1 FROM account WHERE account.key = ?4 AND id = ?3))""",
                sanction.room().key(),
                word(sanction.ban()),
                sanction.subject(),
                sanction.name().key(),
                sanction.name().toString(),
                sanction.until(),
                sanction.reason());
    }

    @Override
    public CompletableFuture<?> remove(Address room, Ban ban, String subject) {
        return writing.submit(
                "DELETE FROM sanction WHERE room = ? AND ban = ? AND subject = ?", room.key(), word(ban), subject);
    }

    private static String word(Ban ban) {
        return ban.name().toLowerCase(Locale.ROOT);
    }
}
