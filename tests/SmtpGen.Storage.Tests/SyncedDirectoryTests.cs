using System.Runtime.InteropServices;

namespace SmtpGen.Storage.Tests;

public sealed class SyncedDirectoryTests : TemporaryDirectory
{
    [Fact]
    public void The_system_syncs_the_directorys_handle_without_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows syncs no directories");
        using var directory = new SyncedDirectory(Root);
        // .NET's own flush keeps silent about what cannot be synced, so the C library is asked.
        Assert.Equal(0, Sync(directory.Handle!.DangerousGetHandle().ToInt32()));
        directory.Sync();
    }

    [Fact]
    public void A_directory_that_is_missing_cannot_be_synced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows syncs no directories");
        IOException failure = Assert.Throws<IOException>(() => SyncedDirectory.Sync(Path.Combine(Root, "missing")));
        Assert.Contains("missing", failure.Message, StringComparison.Ordinal);
    }

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int descriptor);
}
