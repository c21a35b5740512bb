package chat.jim.tls;

import chat.jim.tls.TlsException.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of a server's certificate and its private key. */
public sealed interface CertificateFiles {
    /** The paths, to check whether a file has changed. */
    List<Path> paths();

    /**
     * Reads the files in their current state.
     *
     * @throws TlsException they are unusable
     */
    TlsServer read() throws TlsException;

    /**
     * Two files in PEM.
     *
     * @param certificate the server's certificate, followed by the chain to its authority
     * @param key the private key in PKCS#8, RSA or EC, not encrypted
     */
    record InPem(Path certificate, Path key) implements CertificateFiles {
        @Override
        public List<Path> paths() {
            return List.of(certificate, key);
        }

        @Override
        public TlsServer read() throws TlsException {
            return new TlsServer(new ServerCertificate(Pem.key(key), Pem.certificates(certificate)).checked(key));
        }
    }

    /**
     * A keystore in PKCS#12; its first private key is used.
     *
     * @param file the keystore
     * @param password its password
     */
    record Keystore(Path file, String password) implements CertificateFiles {
        @Override
        public List<Path> paths() {
            return List.of(file);
        }

        @Override
        public TlsServer read() throws TlsException {
            byte[] content;
            try {
                content = Files.readAllBytes(file);
            } catch (IOException e) {
                throw new TlsException(Problem.UNREADABLE, file, e);
            }
            try {
                KeyStore keys = KeyStore.getInstance("PKCS12");
                keys.load(new ByteArrayInputStream(content), password.toCharArray());
                return new TlsServer(first(keys).checked(file));
            } catch (TlsException e) {
                throw e;
            } catch (IOException | GeneralSecurityException e) {
                throw new TlsException(Problem.NO_KEYSTORE, file, e);
            }
        }

        private ServerCertificate first(KeyStore keys) throws GeneralSecurityException, TlsException {
            for (String alias : Collections.list(keys.aliases())) {
                if (keys.getKey(alias, password.toCharArray()) instanceof PrivateKey key) {
                    Certificate @Nullable [] certificates = keys.getCertificateChain(alias);
                    if (certificates == null) {
                        throw TlsException.ofFile(Problem.NO_CERTIFICATE, file);
                    }
                    List<X509Certificate> chain = new ArrayList<>();
                    for (Certificate certificate : certificates) {
                        chain.add((X509Certificate) certificate);
                    }
                    return new ServerCertificate(key, chain);
                }
            }
            throw TlsException.ofFile(Problem.NO_KEY, file);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return file.toString();
        }
    }
}
