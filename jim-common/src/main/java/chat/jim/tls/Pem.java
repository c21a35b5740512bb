package chat.jim.tls;

import chat.jim.tls.TlsException.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys from files in PEM (RFC 7468), with any other text around them. */
final class Pem {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \\1-----");

    /**
     * More than any chain of certificates needs. If somebody names a device by mistake, it does not fill the memory.
     */
    private static final int MAX_BYTES = 1024 * 1024;

    private static final List<String> KINDS = List.of("RSA", "EC", "EdDSA");

    /** A block between two lines of dashes. */
    private record Block(String label, String base64) {
        /** The decoded content; empty, and so no certificate, if it is garbage. */
        byte[] content() {
            try {
                return Base64.getMimeDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                return new byte[0];
            }
        }
    }

    private Pem() {}

    /** The certificates in the file, in their order; at least one. */
    static List<X509Certificate> certificates(Path file) throws TlsException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Block block : blocks(file)) {
                if (block.label.equals("CERTIFICATE")) {
                    certificates.add(
                            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content())));
                }
            }
        } catch (GeneralSecurityException e) {
            throw new TlsException(Problem.NO_CERTIFICATE, file, e);
        }
        if (certificates.isEmpty()) {
            throw TlsException.ofFile(Problem.NO_CERTIFICATE, file);
        }
        return certificates;
    }

    /** The first private key in the file. */
    static PrivateKey key(Path file) throws TlsException {
        for (Block block : blocks(file)) {
            if (block.label.equals("PRIVATE KEY")) {
                return key(block.content(), file);
            }
            if (block.label.endsWith(" PRIVATE KEY")) {
                throw TlsException.ofFile(Problem.WRONG_FORM, file);
            }
        }
        throw TlsException.ofFile(Problem.NO_KEY, file);
    }

    private static PrivateKey key(byte[] content, Path file) throws TlsException {
        GeneralSecurityException last = null;
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(content));
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw new TlsException(Problem.NO_KEY, file, last);
    }

    private static List<Block> blocks(Path file) throws TlsException {
        List<Block> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(text(file));
        while (found.find()) {
            blocks.add(new Block(found.group(1), found.group(2)));
        }
        return blocks;
    }

    private static String text(Path file) throws TlsException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new TlsException(Problem.UNREADABLE, file, e);
        }
    }
}
