package org.bytestill.objective.registry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bytestill.config.RunConfig;
import org.bytestill.objective.Objective;
import org.bytestill.objective.TeacherNeed;
import org.bytestill.objective.alm.AlmObjective;
import org.bytestill.objective.bpm.BpmObjective;
import org.bytestill.objective.bytehead.ByteHeadObjective;
import org.bytestill.objective.covering.CoveringObjective;
import org.bytestill.objective.finetuning.FineTuning;
import org.bytestill.objective.gold.GoldObjective;
import org.bytestill.objective.mined.MinedObjective;
import org.bytestill.objective.onetoone.OneToOneObjective;
import org.bytestill.objective.simct.SimctObjective;
import org.bytestill.objective.tokenends.TokenEndsObjective;
import org.bytestill.objective.tokenkl.TokenKlObjective;
import org.bytestill.objective.uld.UldObjective;
import org.bytestill.objective.xtoken.XTokenObjective;
import org.bytestill.problem.UserError;
import org.bytestill.util.NearestWord;

/** Registry of the training objectives: one line each, the recommended one first. */
public final class Objectives {
    private static final List<Objective> ALL = new CopyOnWriteArrayList<>(List.of(
            new CoveringObjective(),
            new ByteHeadObjective(),
            new OneToOneObjective(),
            new AlmObjective(),
            new BpmObjective(),
            new TokenEndsObjective(),
            new UldObjective(),
            new GoldObjective(),
            new SimctObjective(),
            new MinedObjective(),
            new XTokenObjective(),
            new TokenKlObjective(),
            new FineTuning()));

    private Objectives() {}

    /** The objectives, in the order in which they are offered. */
    public static List<Objective> all() {
        return List.copyOf(ALL);
    }

    /** The objective of a configuration. Throws UserError, with the nearest name, if there is none of that name. */
    public static Objective of(RunConfig config) {
        return named(config.objective());
    }

    /** The objective of that name. Throws UserError, with the nearest name, if there is none. */
    public static Objective named(String name) {
        return ALL.stream().filter(objective -> objective.name().equals(name)).findFirst().orElseThrow(() -> UserError.badInput(
                "There is no objective \"%s\"; did you mean \"%s\"?", name,
                NearestWord.of(name, ALL.stream().map(Objective::name).toList())));
    }

    /** True if training uses a teacher. */
    public static boolean usesTeacher(RunConfig config) {
        return of(config).teacher() != TeacherNeed.NONE;
    }

    /** True if training uses the teacher's next-byte distributions, which are computed before it and cached. */
    public static boolean usesTeacherBytes(RunConfig config) {
        return of(config).teacher() == TeacherNeed.BYTES;
    }

    /** True if a byte head is trained beside the student. */
    public static boolean usesByteHead(RunConfig config) {
        return of(config).byteHeadPositions(config) > 0;
    }

    /** Registers another objective until the registration is closed, for programs with an objective of their own. */
    public static Registration register(Objective objective) {
        ALL.add(objective);
        return () -> ALL.remove(objective);
    }

    /** The registration of an objective; closing removes it. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
