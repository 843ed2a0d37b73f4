package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.bytestill.bytes.cache.ShardPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that converts is killed at random moments, while it reads or writes; the same command goes on each time. */
class ConvertKillTest {
    private static final int SHARD_BYTES = ShardPlan.SHARD_TEXT_BYTES;
    /** Two shards, and more than a process reads before it is killed. */
    private static final int TEXT_BYTES = 2 * SHARD_BYTES + 6000;
    private static final int KILLS = 2;
    /** Less than a shard takes, or loading. */
    private static final int MOST_MILLIS = 150;

    @TempDir
    private Path folder;

    @Test
    void finishedShardsOutliveEveryKillAndAreNotReadAgain() throws Exception {
        byte[] prose = Files.readAllBytes(Path.of("sample-data/text/train.txt"));
        Path text = Files.write(folder.resolve("text.txt"), Arrays.copyOf(prose, TEXT_BYTES));
        String[] command = {"convert", "--teacher", Commands.STUDENT.toString(), "--text", text.toString(), "--method", "cover",
            "--document-bytes", "256",
            "--out", folder.resolve("rows").toString(), "--json"};
        Random random = new Random(9);
        Map<String, FileTime> finished = new TreeMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            int wanted = kill + 1;
            Process process = Commands.start(folder, command);
            await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(10))
                    .until(() -> !process.isAlive() || shards().size() >= wanted);
            process.waitFor(random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS);
            assertThat(process.isAlive()).as("start %d works: %s", kill, Files.readString(folder.resolve("messages"))).isTrue();
            process.destroyForcibly().waitFor();
            assertThat(shards()).as("after kill %d", kill).containsAllEntriesOf(finished);
            finished.putAll(shards());
        }
        JsonNode last = Commands.run((Object[]) command).ok().object();
        assertThat(last.path("bytes").asInt()).isEqualTo(TEXT_BYTES);
        assertThat(last.path("reusedBytes").asInt()).as("two shards, each up to a document longer").isBetween(2 * SHARD_BYTES,
                2 * (SHARD_BYTES + 256));
        assertThat(shards()).containsAllEntriesOf(finished).hasSize(3);
    }

    @Test
    void tokenRowsThatWereKilledEqualThoseThatWereNot() throws Exception {
        byte[] prose = Files.readAllBytes(Path.of("sample-data/text/train.txt"));
        Path text = Files.write(folder.resolve("text.txt"), Arrays.copyOf(prose, TEXT_BYTES));
        String[] command = {"convert", "--rows", "tokens", "--top-k", "0", "--teacher", Commands.STUDENT.toString(), "--text",
            text.toString(), "--document-bytes", "256", "--json", "--out", folder.resolve("rows").toString()};
        for (int kill = 0; kill < 2; kill++) {
            int wanted = kill + 1;
            Process process = Commands.start(folder, command);
            await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(10))
                    .until(() -> !process.isAlive() || shards().size() >= wanted);
            assertThat(process.isAlive()).as("start %d works: %s", kill, Files.readString(folder.resolve("messages"))).isTrue();
            process.destroyForcibly().waitFor();
        }
        JsonNode last = Commands.run((Object[]) command).ok().object();
        assertThat(last.path("kind").asText()).isEqualTo("tokenRows");
        assertThat(last.path("reusedTokens").asLong()).isPositive().isLessThan(last.path("tokens").asLong());
        assertThat(last.path("keptIds").asInt()).isEqualTo(last.path("ids").asInt());
        command[command.length - 1] = folder.resolve("whole").toString();
        Commands.run((Object[]) command).ok();
        assertThat(Killed.hashes(folder.resolve("rows"), Set.of())).isEqualTo(Killed.hashes(folder.resolve("whole"), Set.of()))
                .isNotEmpty();
    }

    /** Files of the shards that the manifest names, and when they were written. */
    private Map<String, FileTime> shards() throws IOException {
        Map<String, FileTime> shards = new TreeMap<>();
        Path manifest = folder.resolve("rows/manifest.json");
        if (Files.exists(manifest)) {
            for (JsonNode shard : new ObjectMapper().readTree(Files.readAllBytes(manifest)).path("shards")) {
                String name = shard.path("file").asText();
                shards.put(name, Files.getLastModifiedTime(folder.resolve("rows").resolve(name)));
            }
        }
        return shards;
    }
}
