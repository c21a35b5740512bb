package chat.jim.server.option;

import chat.jim.text.Texts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The server's option about proxies before it. */
public final class ProxyOptions {
    private static final Texts TEXTS = Texts.of(ProxyOptions.class);

    @Option(
            names = "--trusted-proxy",
            paramLabel = "ADDRESS",
            split = ",",
            converter = IpAddress.class,
            description =
                    "The address of a proxy before this server, or several, separated by commas. A connection from"
                            + " there has to begin with the PROXY protocol (HAProxy: send-proxy-v2), and counts for the address"
                            + " that it names. Without this, failed logins and registrations from this machine are counted by"
                            + " account, not by address.")
    private Set<InetAddress> proxies = Set.of();

    /** For picocli. */
    public ProxyOptions() {}

    /** The addresses of the proxies. */
    public Set<InetAddress> addresses() {
        return Set.copyOf(proxies);
    }

    /** Reads an address, and asks for no host of that name. */
    static final class IpAddress implements ITypeConverter<InetAddress> {
        private static final Pattern FORM =
                Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|(?=.*:)[0-9A-Fa-f:.]{2,45}(%[0-9A-Za-z]+)?");

        @Override
        public InetAddress convert(String given) {
            String text = given.strip();
            if (FORM.matcher(text).matches()) {
                try {
                    return InetAddress.getByName(text);
                } catch (UnknownHostException e) {
                    throw unfit(text);
                }
            }
            throw unfit(text);
        }

        private static TypeConversionException unfit(String text) {
            return new TypeConversionException(TEXTS.say("proxy.address", text));
        }
    }
}
