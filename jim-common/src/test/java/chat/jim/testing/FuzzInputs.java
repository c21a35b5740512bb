package chat.jim.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The inputs that are kept for a fuzzed test, where Jazzer looks for them too: those of {@code CodecInputsTest} are the files
 * in {@code CodecFuzzInputs/fuzz}, in its package among the resources. Jazzer itself comes only with {@code -Pfuzz}: just to
 * run these it would attach an agent to the JVM of all the other tests.
 */
public final class FuzzInputs implements ArgumentsProvider {
    private static final int SINGLE_CHANGES = 3;

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return files(context.getRequiredTestClass())
                .map(file -> Arguments.of(Named.of(Objects.toString(file.getFileName()), read(file))));
    }

    /** Hands so many changed inputs to {@code check}; {@code -Djim.seed} repeats a run. */
    public static void mutate(Class<?> test, int times, Consumer<byte[]> check) {
        List<byte[]> inputs = files(test).map(FuzzInputs::read).toList();
        long seed = Long.getLong("jim.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < times; i++) {
            byte[] input = mutated(oneOf(inputs, random), oneOf(inputs, random), random);
            try {
                check.accept(input);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "-Djim.seed=" + seed + " makes " + new String(input, StandardCharsets.ISO_8859_1), e);
            }
        }
    }

    /** The beginning of the one with the end of the other, or one with another byte here and there. */
    private static byte[] mutated(byte[] one, byte[] other, Random random) {
        if (random.nextInt(3) == 0) {
            int cut = random.nextInt(one.length + 1);
            int joint = random.nextInt(other.length + 1);
            byte[] both = Arrays.copyOf(one, cut + other.length - joint);
            System.arraycopy(other, joint, both, cut, other.length - joint);
            return both;
        }
        byte[] changed = one.clone();
        for (int i = random.nextInt(SINGLE_CHANGES); i >= 0 && changed.length > 0; i--) {
            int with = random.nextInt(other.length + 1);
            changed[random.nextInt(changed.length)] =
                    with == other.length ? (byte) random.nextInt(1 << Byte.SIZE) : other[with];
        }
        return changed;
    }

    private static byte[] oneOf(List<byte[]> inputs, Random random) {
        return inputs.get(random.nextInt(inputs.size()));
    }

    private static Stream<Path> files(Class<?> test) {
        String folder = test.getSimpleName().replace("InputsTest", "FuzzInputs") + "/fuzz";
        URL found = Objects.requireNonNull(test.getResource(folder), folder);
        try (Stream<Path> files = Files.list(Path.of(found.toURI()))) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
