package chat.jim.launcher.manual;

/** What a manual page says of its own, in one language. */
record Words(
        String name,
        String synopsis,
        String description,
        String options,
        String commands,
        String exitStatus,
        String settings,
        String option,
        String command,
        String see) {
    static final Words ENGLISH = new Words(
            "NAME",
            "SYNOPSIS",
            "DESCRIPTION",
            "OPTIONS",
            "COMMANDS",
            "EXIT STATUS",
            "SETTINGS",
            "OPTION",
            "COMMAND",
            "See");

    static final Words RUSSIAN = new Words(
            "ИМЯ",
            "ОБЗОР",
            "ОПИСАНИЕ",
            "ПАРАМЕТРЫ",
            "КОМАНДЫ",
            "КОД ЗАВЕРШЕНИЯ",
            "НАСТРОЙКИ",
            "ПАРАМЕТР",
            "КОМАНДА",
            "См.");
}
