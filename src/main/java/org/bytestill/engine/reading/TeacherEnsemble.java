package org.bytestill.engine.reading;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Mixture;
import org.bytestill.bytes.MixtureReader;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;

/** An ensemble of teachers loaded for inference: one teacher, or a mixture of several. For one thread. */
public final class TeacherEnsemble implements AutoCloseable {
    private final List<LoadedModel> models = new ArrayList<>();
    private final List<String> names;
    private final Mixture mixture;

    /** @throws org.bytestill.problem.UserError if one cannot be read; the others are closed then */
    public TeacherEnsemble(List<Path> folders, Mixture mixture, Dtype dtype, Device device) {
        this(folders, mixture, (folder, tokenizer) -> tokenizer, dtype, device);
    }

    /** @param reading what is done to the tokenizer of each folder */
    public TeacherEnsemble(List<Path> folders, Mixture mixture, BiFunction<Path, Tokenizer, Tokenizer> reading, Dtype dtype,
            Device device) {
        this.names = folders.stream().map(Path::toString).toList();
        this.mixture = mixture;
        try {
            folders.forEach(folder -> models.add(new LoadedModel(folder, reading.apply(folder, Tokenizer.open(folder)), dtype, device)));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Description of the teachers for people: the folder, or the folders and the mixture. */
    public static String inWords(List<Path> folders, Mixture mixture) {
        return folders.stream().map(Path::toString).collect(Collectors.joining(" + "))
                + (folders.size() > 1 ? ", " + mixture.word() + " mixture" : "");
    }

    public ByteReader reader(ConverterSettings settings) {
        return models.size() == 1 ? models.get(0).reader(settings)
                : new MixtureReader(models.stream().map(model -> model.reader(settings)).toList(), names, mixture);
    }

    /** A reader of documents, of which each model reads its own rendering. */
    public DocumentReader documents(ConverterSettings settings) {
        List<DocumentReader.Member> members = new ArrayList<>();
        for (int model = 0; model < models.size(); model++) {
            members.add(new DocumentReader.Member(names.get(model), models.get(model).tokenizer(), models.get(model).reader(settings)));
        }
        return new DocumentReader(members, mixture);
    }

    /** The first teacher. */
    public LoadedModel first() {
        return models.get(0);
    }

    public List<String> notes() {
        return models.stream().flatMap(model -> model.notes().stream()).distinct().toList();
    }

    @Override
    public void close() {
        models.forEach(LoadedModel::close);
    }
}
