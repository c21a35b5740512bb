package chat.jim.server.store.jetstream;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.server.store.AccountKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How names and accounts stand in a value: as first written, with the key of the name, and the id of the account. */
final class Names {
    private Names() {}

    /** Adds a name to a value. */
    static JsonLine with(JsonLine value, Address name) {
        return value.with("as", name.toString()).with("key", name.key());
    }

    /** The name in a value. */
    static Address name(JsonLine value) {
        return Address.stored(value.text("as"), value.text("key"));
    }

    /** An account as a value. */
    static JsonLine value(AccountKey account) {
        return with(JsonLine.empty().with("id", account.id()), account.name());
    }

    /** The account in a value. */
    static AccountKey account(JsonLine value) {
        return new AccountKey(name(value), value.text("id"));
    }

    /** Whether a value is of that account, and not of another one that had its name. */
    static boolean isOf(JsonLine value, AccountKey account) {
        return account.id().equals(value.optionalText("id"));
    }

    /** The value of an account, to be changed: a new one if there is none, or it is of another account that had its name. */
    static JsonLine own(@Nullable JsonLine value, AccountKey account) {
        return value != null && isOf(value, account) ? value : JsonLine.empty().with("id", account.id());
    }

    /** The accounts in a field, to be changed. */
    static List<AccountKey> accounts(JsonLine value, String field) {
        List<AccountKey> accounts = new ArrayList<>();
        value.objects(field).forEach(one -> accounts.add(account(one)));
        return accounts;
    }

    /** Adds a field with accounts. */
    static JsonLine withAccounts(JsonLine value, String field, List<AccountKey> accounts) {
        return value.with(field, accounts.stream().map(Names::value).toList());
    }
}
