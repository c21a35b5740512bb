package chat.jim.client;

import chat.jim.protocol.Response;
import chat.jim.protocol.User;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the parts of a list answer together (PROTOCOL.md, section 10). Only for the receiving thread. */
final class ListParts {
    private final List<String> names = new ArrayList<>();
    private final List<User> users = new ArrayList<>();

    /** Returns the answer with all that its parts had; null if the response is a part, {@code mayBePart}, itself. */
    @Nullable
    Response add(Response response, boolean mayBePart) {
        if (response.names() != null) {
            names.addAll(response.names());
        }
        users.addAll(response.users());
        if (mayBePart && response.isPart()) {
            return null;
        }
        Response answer = response.withNames(names).withUsers(users);
        names.clear();
        users.clear();
        return answer;
    }
}
