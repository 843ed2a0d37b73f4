package org.bytestill.ui.common;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.bytestill.corpus.TextFormats;

/** The dialogs of the operating system. */
public final class SystemFilePicker implements FilePicker {
    private final Supplier<Window> owner;

    /** {@code owner} is asked when a dialog opens: the wizard's window exists only then. */
    public SystemFilePicker(Supplier<Window> owner) {
        this.owner = owner;
    }

    @Override
    public Optional<Path> folder(String title, Path from) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(title);
        existing(from).ifPresent(chooser::setInitialDirectory);
        return Optional.ofNullable(Dialogs.system(owner.get(), chooser::showDialog)).map(File::toPath);
    }

    @Override
    public Optional<Path> gguf(String title, Path from) {
        FileChooser chooser = chooser(title, from);
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("GGUF", "*.gguf", "*.GGUF"));
        return Optional.ofNullable(Dialogs.system(owner.get(), chooser::showOpenDialog)).map(File::toPath);
    }

    @Override
    public List<Path> texts(String title, Path from) {
        FileChooser chooser = chooser(title, from);
        // The first is offered; files of other endings are plain text, so all of them can be chosen too.
        List<String> patterns = TextFormats.allEndings().stream().map(ending -> "*." + ending).toList();
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(TextFormats.endingsInWords(), patterns));
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("*", "*"));
        return several(chooser);
    }

    @Override
    public List<Path> files(String title, Path from) {
        return several(chooser(title, from));
    }

    private List<Path> several(FileChooser chooser) {
        List<File> chosen = Dialogs.system(owner.get(), chooser::showOpenMultipleDialog);
        return chosen == null ? List.of() : chosen.stream().map(File::toPath).toList();
    }

    @Override
    public Optional<Path> config(String title, Path from) {
        FileChooser chooser = chooser(title, from);
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("YAML", "*.yaml", "*.yml"));
        return Optional.ofNullable(Dialogs.system(owner.get(), chooser::showOpenDialog)).map(File::toPath);
    }

    @Override
    public Optional<Path> save(String title, String name) {
        FileChooser chooser = chooser(title, Path.of(System.getProperty("user.home")));
        chooser.setInitialFileName(name);
        return Optional.ofNullable(Dialogs.system(owner.get(), chooser::showSaveDialog)).map(File::toPath);
    }

    private static FileChooser chooser(String title, Path from) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        existing(from).ifPresent(chooser::setInitialDirectory);
        return chooser;
    }

    /** The nearest folder that exists: the system's dialogs refuse any other. */
    private static Optional<File> existing(Path from) {
        Path folder = from;
        while (folder != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        return Optional.ofNullable(folder).map(Path::toFile);
    }
}
