namespace SmtpGen.Storage.Tests;

public sealed class DiskSyncTests : TemporaryDirectory
{
    [Fact]
    public void A_sync_that_the_system_refuses_is_an_error_with_its_number()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "uses /dev/null, which cannot be synced");
        using FileStream file = File.Open("/dev/null", FileMode.Open, FileAccess.ReadWrite);
        IOException failure = Assert.Throws<IOException>(() => DiskSync.File(file.SafeFileHandle, "the null device"));
        Assert.StartsWith("the null device: cannot be synced to disk: ", failure.Message, StringComparison.Ordinal);
        // EINVAL
        Assert.Equal(22, failure.HResult);
    }

    [Fact]
    public void Files_and_directories_are_synced()
    {
        using FileStream file = File.Create(Path.Combine(Root, "file"));
        DiskSync.File(file.SafeFileHandle, file.Name);
        DiskSync.Directory(Root);
    }

    [Fact]
    public void A_rename_does_not_turn_into_a_copy()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "needs /dev/shm, a file system of its own");
        string source = Path.Combine("/dev/shm", Path.GetRandomFileName());
        File.WriteAllText(source, "x");
        try
        {
            Assert.Throws<IOException>(() => FileRename.Rename(source, Path.Combine(Root, "target")));
            Assert.False(File.Exists(Path.Combine(Root, "target")));
        }
        finally
        {
            File.Delete(source);
        }
    }
}
