package chat.jim.cli;

import chat.jim.text.Language;
import chat.jim.text.Texts;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * A program's {@code --help} in another language than English, which is written where the options are declared. The texts
 * are in {@code help_LANG.properties} in the program's folder, and in the one here for options that programs share.
 */
final class HelpTexts extends ResourceBundle {
    private final Map<String, String> texts = new HashMap<>();

    private HelpTexts() {}

    /**
     * The help of a program in the chosen language.
     *
     * @throws MissingResourceException there is none in that language
     */
    static ResourceBundle of(Class<?> program) {
        HelpTexts help = new HelpTexts();
        for (Class<?> place : List.of(HelpTexts.class, program)) {
            ResourceBundle part = ResourceBundle.getBundle(
                    Texts.place(place) + ".help", Language.chosen(), place.getClassLoader(), Texts.NO_OTHER_LANGUAGE);
            part.keySet().forEach(key -> help.texts.put(key, part.getString(key)));
        }
        return help;
    }

    @Override
    protected @Nullable Object handleGetObject(String key) {
        return texts.get(key);
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(texts.keySet());
    }
}
