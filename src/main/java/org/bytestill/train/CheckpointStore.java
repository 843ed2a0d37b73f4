package org.bytestill.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytestill.model.AdapterFolder;
import org.bytestill.model.SideFiles;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.run.TrainingState;
import org.bytestill.student.Adaptation;
import org.bytestill.student.ByteHead;
import org.bytestill.student.Student;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.BaseModel;
import org.bytestill.util.DiskSpace;
import org.bytestill.util.FileManifest;
import org.bytestill.util.Texts;

/**
 * Writes and reads the checkpoints of a run, each a folder {@code step-N} with weights, optimizer moments and training state. Writes are
 * atomic, so that a killed process leaves no half checkpoint: into a temporary folder, synced, a manifest of hashes last, then renamed.
 * Every checkpoint is also a model folder that other commands can open: a Hugging Face folder if all weights are trained, a PEFT adapter
 * if adapters are trained, and a pointer to the student if the byte head alone is trained.
 */
public final class CheckpointStore {
    private static final Texts TEXTS = Texts.inFiles("events");
    private static final String WEIGHTS = "model.safetensors";
    private static final String MOMENTS = "optimizer.safetensors";
    private static final String STATE = "state.json";
    private static final String PREFIX = "step-";
    /** Key of the state file; checkpoints of older versions lack it and count as good. */
    private static final String GOOD = "good";
    private static final Pattern FOLDER = Pattern.compile(PREFIX + "[1-9]\\d{0,8}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunFolder folder;

    public CheckpointStore(RunFolder folder) {
        this.folder = folder;
    }

    /**
     * An undamaged checkpoint on disk.
     *
     * @param good false if the loss was out of all proportion when it was saved
     */
    public record Stored(int update, Path path, TrainingState state, boolean good) {}

    /**
     * Saves a checkpoint after an update. An existing one of the same update is left as it is.
     *
     * @param good false if the student's loss is out of all proportion, so that nobody should go on from it
     */
    public void save(Student student, Path studentFolder, Optimizer optimizer, TrainingState state, boolean good) {
        saveIn(folder.checkpoints(), student, studentFolder, optimizer, state, good);
    }

    /** As {@link #save}, in another folder: moved into that of the run's checkpoints it is one of them. */
    public void saveIn(Path place, Student student, Path studentFolder, Optimizer optimizer, TrainingState state, boolean good) {
        Path target = place.resolve(PREFIX + state.update());
        if (Files.exists(target)) {
            return;
        }
        Path beside = place.resolve(target.getFileName() + ".tmp");
        try {
            AtomicFile.deleteFolder(beside);
            Files.createDirectories(beside);
            checkSpace(beside, student);
            writeDecoder(student, studentFolder, beside);
            if (student.head() != null) {
                SafetensorsWriter head = new SafetensorsWriter();
                student.head().addTo(head);
                head.write(beside.resolve(ByteHead.FILE));
            }
            SafetensorsWriter moments = new SafetensorsWriter();
            optimizer.addTo(moments);
            moments.write(beside.resolve(MOMENTS));
            SideFiles.copy(studentFolder, beside, student.adaptation().form() == Adaptation.Form.FULL ? Dtype.FLOAT32 : null);
            if (Files.exists(folder.chatTemplate())) {
                Files.copy(folder.chatTemplate(), beside.resolve(folder.chatTemplate().getFileName()));
            }
            AtomicFile.writeSynced(beside.resolve(STATE), json(state).put(GOOD, good).toPrettyString() + "\n");
            sync(beside);
            AtomicFile.writeSynced(beside.resolve(FileManifest.NAME), FileManifest.of(beside).toPrettyString() + "\n");
            AtomicFile.sync(beside);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
            AtomicFile.sync(place);
        } catch (IOException e) {
            throw UserError
                    .disk("The checkpoint %s cannot be written: %s. Free space or choose another folder, then resume the run.", target,
                            e.getMessage())
                    .causedBy(e);
        }
    }

    private static void checkSpace(Path beside, Student student) throws IOException {
        // The trained weights and their two moments in float32, and a fifth to spare.
        long needed = student.trained(true).stream().mapToLong(Tensor::elementCount).sum() * 12 * 6 / 5;
        long free = DiskSpace.usableBytes(beside);
        if (free < needed) {
            throw UserError.disk("A checkpoint needs %d MB in %s; %d MB are free. Free space, then resume the run.", needed / 1_000_000,
                    beside.getParent(),
                    free / 1_000_000);
        }
    }

    private static void writeDecoder(Student student, Path studentFolder, Path folder) throws IOException {
        switch (student.adaptation().form()) {
            case FULL -> writeWeights(student, folder.resolve(WEIGHTS));
            case LORA -> AdapterFolder.write(student.weights(), absolute(BaseModel.of(studentFolder)), folder, Dtype.FLOAT32);
            case HEAD -> Files.writeString(folder.resolve(BaseModel.POINTER),
                    JSON.createObjectNode().put(BaseModel.KEY, absolute(BaseModel.followed(studentFolder))).toPrettyString() + "\n");
        }
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    private static void writeWeights(Student student, Path file) {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        List<Tensor> tensors = student.weights().tensors().tensors();
        for (int i = 0; i < tensors.size(); i++) {
            writer.add(student.weights().parameters().get(i).name(), tensors.get(i));
        }
        writer.write(file);
    }

    /** Overwrites the trained weights and their moments with those of a checkpoint. */
    public void load(Stored stored, Student student, Optimizer optimizer) {
        switch (student.adaptation().form()) {
            case FULL -> loadWeights(stored, student);
            case LORA -> AdapterFolder.copyInto(student.weights(), stored.path());
            case HEAD -> {} // the decoder is the student's own, unchanged
        }
        if (student.head() != null) {
            student.head().copyFrom(Safetensors.open(stored.path().resolve(ByteHead.FILE)));
        }
        optimizer.copyFrom(Safetensors.open(stored.path().resolve(MOMENTS)));
    }

    private static void loadWeights(Stored stored, Student student) {
        try (Scope files = Scope.open("checkpoint", Device.CPU)) {
            Safetensors.Mapping mapping = Safetensors.open(stored.path().resolve(WEIGHTS)).map(files);
            List<Tensor> tensors = student.weights().tensors().tensors();
            for (int i = 0; i < tensors.size(); i++) {
                TensorOps.copyInto(tensors.get(i), mapping.tensor(student.weights().parameters().get(i).name()));
            }
        }
    }

    /** The updates that have a checkpoint, oldest first; it may be damaged. */
    public List<Integer> updates() {
        return folders().stream().map(CheckpointStore::updateOf).toList();
    }

    private List<Path> folders() {
        if (!Files.isDirectory(folder.checkpoints())) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder.checkpoints())) {
            return children.filter(path -> FOLDER.matcher(path.getFileName().toString()).matches())
                    .sorted(Comparator.comparingInt(CheckpointStore::updateOf)).toList();
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", folder.checkpoints(), e.getMessage()).causedBy(e);
        }
    }

    /**
     * The checkpoint of an update.
     *
     * @throws UserError if one of its files has changed since it was written
     */
    public Stored whole(int update) {
        return undamaged(pathOf(update), FileManifest.fault(pathOf(update)));
    }

    /** The training state of a checkpoint; only its state file is checked. Throws as {@link #whole}. */
    public TrainingState state(int update) {
        return withWholeState(update).state();
    }

    /** A checkpoint of which only the state file is checked. Throws as {@link #whole}. */
    Stored withWholeState(int update) {
        return undamaged(pathOf(update), FileManifest.fault(pathOf(update), STATE));
    }

    /** The training state of the newest checkpoint with an undamaged state file. */
    public Optional<TrainingState> newestState() {
        List<Integer> updates = updates();
        for (int i = updates.size() - 1; i >= 0; i--) {
            try {
                return Optional.of(state(updates.get(i)));
            } catch (UserError e) {
                // Opening this checkpoint reports the damage.
            }
        }
        return Optional.empty();
    }

    /** Sets all checkpoints after an update aside, as {@code step-N.later}: the run goes on from there. Nothing is deleted. */
    public void rewindTo(int update) {
        folders().stream().filter(path -> updateOf(path) > update).forEach(path -> setAside(path, ".later"));
    }

    private static Stored undamaged(Path path, Optional<String> fault) {
        try {
            if (fault.isEmpty()) {
                return stored(path);
            }
        } catch (IOException e) {
            throw FileManifest.damaged(path, e.getMessage()).causedBy(e);
        }
        throw FileManifest.damaged(path, fault.get());
    }

    /**
     * The newest checkpoint whose files have the sizes and hashes of its manifest. Newer damaged ones are renamed to
     * {@code step-N.broken} and reported in {@code broken}; nothing is deleted.
     */
    public Optional<Stored> newestWhole(List<String> broken) {
        List<Path> newestFirst = new ArrayList<>(folders());
        newestFirst.sort(Comparator.comparingInt(CheckpointStore::updateOf).reversed());
        for (Path path : newestFirst) {
            String fault;
            try {
                fault = FileManifest.fault(path).orElse(null);
                if (fault == null) {
                    return Optional.of(stored(path));
                }
            } catch (IOException e) {
                fault = e.getMessage();
            }
            broken.add(TEXTS.get("broken", path.getFileName(), fault));
            setAside(path, ".broken");
        }
        return Optional.empty();
    }

    private static void setAside(Path path, String ending) {
        try {
            Path aside = path.resolveSibling(path.getFileName() + ending);
            for (int copy = 2; Files.exists(aside); copy++) {
                aside = path.resolveSibling(path.getFileName() + ending + "-" + copy);
            }
            Files.move(path, aside);
        } catch (IOException e) {
            throw UserError.disk("The checkpoint %s cannot be set aside: %s.", path, e.getMessage()).causedBy(e);
        }
    }

    /** Deletes all checkpoints but the newest {@code keepLast}, the best and the last good one. */
    public void prune(int keepLast, int bestUpdate) {
        List<Path> all = folders();
        int lastGood = new GoodCheckpoints(folder).last().orElse(-1);
        for (int i = 0; i < all.size() - keepLast; i++) {
            if (updateOf(all.get(i)) != bestUpdate && updateOf(all.get(i)) != lastGood) {
                AtomicFile.deleteFolder(all.get(i));
            }
        }
    }

    /** Deletes half-written checkpoints; only the process that holds the lock of the run may call this. */
    public void deleteLeftovers() {
        try (Stream<Path> children = Files.list(folder.checkpoints())) {
            children.filter(path -> path.getFileName().toString().endsWith(".tmp")).toList().forEach(AtomicFile::deleteFolder);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", folder.checkpoints(), e.getMessage()).causedBy(e);
        }
    }

    /** The folder of the checkpoint of an update, whether or not it exists. */
    public Path pathOf(int update) {
        return folder.checkpoints().resolve(PREFIX + update);
    }

    private static int updateOf(Path path) {
        return Integer.parseInt(path.getFileName().toString().substring(PREFIX.length()));
    }

    private static Stored stored(Path path) throws IOException {
        JsonNode node = JSON.readTree(Files.readAllBytes(path.resolve(STATE)));
        TrainingState state = new TrainingState(node.path("update").asInt(), node.path("documentPosition").asLong(),
                node.path("bytes").asLong(),
                node.path("activeSeconds").asDouble(), node.path("bestUpdate").asInt(-1), node.path("bestBitsPerByte").asDouble(Double.NaN),
                node.path("bestKlBits").asDouble(Double.NaN));
        if (state.update() != updateOf(path)) {
            throw new IOException(STATE + " is of update " + state.update());
        }
        return new Stored(state.update(), path, state, node.path(GOOD).asBoolean(true));
    }

    private static ObjectNode json(TrainingState state) {
        ObjectNode node = JSON.createObjectNode().put("update", state.update()).put("documentPosition", state.documentPosition())
                .put("bytes", state.bytes()).put("activeSeconds", state.activeSeconds()).put("bestUpdate", state.bestUpdate());
        if (!Double.isNaN(state.bestBitsPerByte())) {
            node.put("bestBitsPerByte", state.bestBitsPerByte());
        }
        if (!Double.isNaN(state.bestKlBits())) {
            node.put("bestKlBits", state.bestKlBits());
        }
        return node;
    }

    /** Write barrier (fsync): the files must be on the disk before the manifest that lists them. */
    private static void sync(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            for (Path file : children.toList()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            }
        }
    }
}
