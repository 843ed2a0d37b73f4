package org.bytestill.ui.wizard;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.layout.Region;
import org.bytestill.text.NewTokenizer;
import org.bytestill.ui.common.Ui;

/** The button beside a field that asks for folders or files and writes them into it. */
final class BrowseButton {
    private final WizardContext context;
    private final SettingModel setting;
    private final String pick;

    /** @param pick {@code folder}, {@code file}, {@code files}, {@code texts} (files of text), {@code model} (a folder or a GGUF file) or {@code tokenizer} (the same, or a word) */
    BrowseButton(WizardContext context, SettingModel setting, String pick) {
        this.context = context;
        this.setting = setting;
        this.pick = pick;
    }

    ButtonBase node() {
        ButtonBase button = switch (pick) {
            case "folder" -> Ui.button(context.texts().get("browse"), null, () -> set(folder()), "field");
            case "files" -> Ui.button(context.texts().get("browse"), null, () -> set(files()), "field");
            case "file" -> Ui.button(context.texts().get("browse"), null, () -> set(file()), "field");
            default -> menu();
        };
        return Ui.id(button, "browse-" + setting.key());
    }

    /** The system's dialogs ask for a folder or for a file, not for either: the button asks for what is usual, its menu for the others. */
    private MenuButton menu() {
        MenuButton menu = Ui.style(pick.equals("tokenizer") ? new MenuButton() : new SplitMenuButton(), "field");
        menu.setText(context.texts().get("browse"));
        menu.setMinWidth(Region.USE_PREF_SIZE);
        if (pick.equals("tokenizer")) {
            menu.getItems().addAll(item("own", () -> Optional.of("")), item("bytes", () -> Optional.of(NewTokenizer.BYTES)),
                    item("ends", () -> Optional.of(NewTokenizer.BYTES_WITH_ENDS)),
                    new SeparatorMenuItem());
        }
        menu.getItems().addAll(pick.equals("texts") ? item("files", this::texts) : item("folder", this::folder),
                pick.equals("texts") ? item("folder", this::folder)
                        : item("gguf", () -> context.files().gguf(title(), from()).map(context.model()::pathText)));
        if (menu instanceof SplitMenuButton) {
            menu.setOnAction(event -> menu.getItems().get(0).fire());
        }
        return menu;
    }

    private MenuItem item(String id, Supplier<Optional<String>> asked) {
        MenuItem item = new MenuItem(context.texts().get("browse." + id));
        item.setId("browse-" + setting.key() + "-" + id);
        item.setOnAction(event -> set(asked.get()));
        return item;
    }

    private Optional<String> folder() {
        return context.files().folder(title(), from())
                .map(folder -> setting.key().equals(FolderSetting.KEY) ? folder.toString() : context.model().pathText(folder));
    }

    private Optional<String> file() {
        return context.files().files(title(), from()).stream().findFirst().map(context.model()::pathText);
    }

    private Optional<String> files() {
        return joined(context.files().files(title(), from()));
    }

    private Optional<String> texts() {
        return joined(context.files().texts(title(), from()));
    }

    private Optional<String> joined(List<Path> chosen) {
        return chosen.isEmpty() ? Optional.empty()
                : Optional.of(chosen.stream().map(context.model()::pathText).collect(Collectors.joining("; ")));
    }

    private void set(Optional<String> text) {
        text.ifPresent(setting.textProperty()::set);
    }

    private String title() {
        return setting.label();
    }

    private Path from() {
        return context.model().base();
    }
}
