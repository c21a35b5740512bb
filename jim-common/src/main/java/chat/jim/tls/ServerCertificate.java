package chat.jim.tls;

import chat.jim.tls.TlsException.Problem;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * What a server shows and proves who it is with.
 *
 * @param key the private key of the first certificate
 * @param chain the server's certificate, and those of the authorities that lead to it
 */
record ServerCertificate(PrivateKey key, List<X509Certificate> chain) {
    private static final byte[] ANYTHING = {1, 2, 3};

    /** From when on it is good. */
    Instant begin() {
        return chain.get(0).getNotBefore().toInstant();
    }

    /** Until when it is good. */
    Instant end() {
        return chain.get(0).getNotAfter().toInstant();
    }

    /** Returns it, if the key is that of the certificate: without that no handshake would succeed. */
    ServerCertificate checked(Path file) throws TlsException {
        try {
            PublicKey shown = chain.get(0).getPublicKey();
            if (!key.getAlgorithm().equals(shown.getAlgorithm()) || !proves(key, shown)) {
                throw TlsException.ofFile(Problem.MISMATCH, file);
            }
            return this;
        } catch (GeneralSecurityException e) {
            throw new TlsException(Problem.MISMATCH, file, e);
        }
    }

    private static boolean proves(PrivateKey key, PublicKey shown) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                });
        signature.initSign(key);
        signature.update(ANYTHING);
        byte[] signed = signature.sign();
        signature.initVerify(shown);
        signature.update(ANYTHING);
        return signature.verify(signed);
    }
}
