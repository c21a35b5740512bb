package chat.jim.tls;

import chat.jim.tls.TlsException.Problem;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A server's certificate chain, and the key with which it proves that the certificate is its own.
 *
 * @param key the private key of the first certificate
 * @param chain the server's certificate, followed by those of its authorities
 */
record ServerCertificate(PrivateKey key, List<X509Certificate> chain) {
    private static final byte[] ANYTHING = {1, 2, 3};

    /** Returns this if the key belongs to the certificate; otherwise no handshake would succeed. */
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
