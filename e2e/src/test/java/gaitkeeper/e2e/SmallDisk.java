package gaitkeeper.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A small file system in memory, mounted at a folder for the processes that belong to it; others see an empty folder. Takes Linux. */
final class SmallDisk implements AutoCloseable {
    private static final String[] APART = {"unshare", "--user", "--map-root-user", "--mount"};
    private static final String READY = "mounted";

    private final Process holder;
    private final Path inside;

    /** Mounts {@code mib} MiB at a folder. */
    SmallDisk(Path folder, int mib) throws IOException {
        Files.createDirectories(folder);
        holder = new ProcessBuilder(APART[0], APART[1], APART[2], APART[3], "sh", "-c",
                "mount -t tmpfs -o size=" + mib + "m tmpfs '" + folder + "' && echo " + READY + " && exec cat")
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String told = holder.inputReader().readLine();
        if (!READY.equals(told)) {
            throw new IOException("no disk at " + folder);
        }
        inside = Path.of("/proc", String.valueOf(holder.pid()), "root").resolve(folder.toString().substring(1));
    }

    /** Whether this machine lets us. */
    static boolean possible() {
        return Shell.run(APART[0], APART[1], APART[2], APART[3], "sh", "-c", "mount -t tmpfs tmpfs /mnt") == 0
                && Shell.run("nsenter", "--version") == 0;
    }

    /** This machine, with the disk. */
    Host host(Host at) {
        return new Host(at.address(), List.of("nsenter", "--target", String.valueOf(holder.pid()), "--user", "--mount",
                "--preserve-credentials"));
    }

    /** Where its files can be seen from outside. */
    Path inside() {
        return inside;
    }

    /** Takes up what is free, but for {@code left} MiB. */
    void fill(int left) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(inside.resolve("filler"))) {
            while (Files.getFileStore(inside).getUsableSpace() >= ((long) left << 20) + block.length) {
                out.write(block);
            }
        }
    }

    /** Gives it back. */
    void free() throws IOException {
        Files.delete(inside.resolve("filler"));
    }

    @Override
    public void close() {
        holder.destroy();
        try {
            holder.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
