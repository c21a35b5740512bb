package chat.jim.server.accept;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers of HAProxy's doc/proxy-protocol.txt, and what is none. */
class ProxyHeaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String REST = "{\"action\":\"quit\"}\n";

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 203.0.113.7 192.0.2.1 56324 7777, 203.0.113.7, 56324",
        "PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535, 255.255.255.255, 65535",
        "PROXY TCP6 2001:db8::1 2001:DB8::2 1 0, 2001:db8:0:0:0:0:0:1, 1",
        "PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535,"
                + " ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 65535"
    })
    void a_line_names_the_source(String line, String address, int port) throws IOException {
        assertSource(read((line + "\r\n").getBytes(ISO_8859_1)), address, port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PROXY UNKNOWN\r\n", "PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n", "PROXY UNKNOWN what ever\r\n"})
    void a_line_may_not_know_the_source(String line) throws IOException {
        assertThat(read(line.getBytes(ISO_8859_1))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "21110 00c cb007107 c0000201 dc04 1e61, 203.0.113.7, 56324",
        "21110 00f cb007107 c0000201 dc04 1e61 040000, 203.0.113.7, 56324", // with something added
        "21210 024 20010db8000000000000000000000001 20010db8000000000000000000000002 ffff 0001,"
                + " 2001:db8:0:0:0:0:0:1, 65535"
    })
    void so_does_the_binary_header(String fields, String address, int port) throws IOException {
        assertSource(read(binary(fields)), address, port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20000000", // a check of the health
                "20110 00c cb007107 c0000201 dc04 1e61", // a check that names addresses
                "21000000", // of no family
                "2112000c cb007107 c0000201 dc04 1e61", // not TCP
                "21310002 0000" // a socket of the system
            })
    void the_binary_header_may_leave_the_source_out(String fields) throws IOException {
        assertThat(read(binary(fields))).isNull();
    }

    private static void assertSource(InetSocketAddress source, String address, int port) {
        assertThat(source.getAddress().getHostAddress()).isEqualTo(address);
        assertThat(source.getPort()).isEqualTo(port);
    }

    /** What the header says, if what follows it is left where it is. */
    private static InetSocketAddress read(byte[] header) throws IOException {
        byte[] all = new byte[header.length + REST.length()];
        System.arraycopy(header, 0, all, 0, header.length);
        System.arraycopy(REST.getBytes(ISO_8859_1), 0, all, header.length, REST.length());
        InputStream in = new ByteArrayInputStream(all);
        InetSocketAddress source = ProxyHeader.read(in);
        assertThat(in.readAllBytes()).asString(ISO_8859_1).isEqualTo(REST);
        return source;
    }

    private static byte[] binary(String fields) {
        return HexFormat.of().parseHex(SIGNATURE + fields.replace(" ", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"presence\"}\r\n",
                "P",
                "PROXYTCP4\r\n",
                "PROXY\r\n",
                "PROXY TCP4 203.0.113.7 192.0.2.1 56324 7777\n",
                "PROXY TCP4 203.0.113.7 192.0.2.1 56324 7777",
                "PROXY TCP4 203.0.113.7 192.0.2.1 56324\r\n",
                "PROXY TCP4 203.0.113.7  192.0.2.1 56324 7777\r\n",
                "PROXY TCP4 203.0.113.256 192.0.2.1 56324 7777\r\n",
                "PROXY TCP4 203.0.113.07 192.0.2.1 56324 7777\r\n",
                "PROXY TCP4 203.0.113.7 192.0.2.1 65536 7777\r\n",
                "PROXY TCP4 203.0.113.7 192.0.2.1 056 7777\r\n",
                "PROXY TCP4 2001:db8::1 2001:db8::2 1 2\r\n",
                "PROXY TCP4 localhost 192.0.2.1 1 2\r\n",
                "PROXY TCP6 203.0.113.7 192.0.2.1 1 2\r\n",
                "PROXY TCP6 2001:db8::1::2 2001:db8::2 1 2\r\n",
                "PROXY TCP6 2001:db8 2001:db8::2 1 2\r\n",
                "PROXY UDP4 203.0.113.7 192.0.2.1 56324 7777\r\n",
                "PROXY UNKNOWN\rmore\r\n",
                "proxy TCP4 203.0.113.7 192.0.2.1 56324 7777\r\n"
            })
    void what_is_no_line_is_refused(String line) {
        assertRefused(line.getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // cut off
                "2111000c cb0071",
                "11110 00c cb007107 c0000201 dc04 1e61", // another version
                "22110 00c cb007107 c0000201 dc04 1e61", // another command
                "a1110 00c cb007107 c0000201 dc04 1e61",
                "21410 00c cb007107 c0000201 dc04 1e61", // another family
                "21130 00c cb007107 c0000201 dc04 1e61", // another transport
                "2111000b cb007107 c0000201 dc04 1e", // too short for its family
                "2121000c cb007107 c0000201 dc04 1e61",
                "20001001" // too long
            })
    void what_is_no_binary_header_is_refused(String fields) {
        assertRefused(binary(fields));
    }

    @Test
    void no_more_than_a_line_is_ever_read() throws IOException {
        InputStream endless = new ByteArrayInputStream(("PROXY UNKNOWN " + "x".repeat(1000)).getBytes(ISO_8859_1));

        assertThatThrownBy(() -> ProxyHeader.read(endless)).isInstanceOf(IOException.class);
        assertThat(endless.available()).isGreaterThan(900);
    }

    @Test
    void who_hangs_up_at_once_only_wanted_to_know_whether_anybody_listens() {
        assertThatThrownBy(() -> ProxyHeader.read(InputStream.nullInputStream()))
                .isInstanceOf(EOFException.class);
    }

    private static void assertRefused(byte[] header) {
        assertThatThrownBy(() -> ProxyHeader.read(new ByteArrayInputStream(header)))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(EOFException.class);
    }
}
