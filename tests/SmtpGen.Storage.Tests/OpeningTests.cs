using Microsoft.Data.Sqlite;
using SmtpGen.Storage.Sqlite;

namespace SmtpGen.Storage.Tests;

public sealed class OpeningTests : StoreContract
{
    [Fact]
    public void A_directory_is_no_database()
        => AssertRefused(() => SqliteMessageStore.Open(Root), $"{Root}: is a directory; name a database file");

    [Fact]
    public void A_file_is_no_maildir()
    {
        File.WriteAllText(MaildirPath, "");
        AssertRefused(() => Open("maildir"), $"{MaildirPath}: is a file, and a Maildir is a directory; name one");
    }

    [Fact]
    public void A_maildir_whose_new_is_a_file_is_refused()
    {
        Directory.CreateDirectory(MaildirPath);
        File.WriteAllText(Path.Combine(MaildirPath, "new"), "");
        AssertRefused(() => Open("maildir"), "new");
    }

    [Fact]
    public void A_text_file_is_no_database()
    {
        File.WriteAllText(DatabasePath, new string('x', 5000));
        AssertRefused(() => Open("sqlite"), $"{DatabasePath}: is not a SQLite database; name another file, and a new one is created");
        Assert.Equal(new string('x', 5000), File.ReadAllText(DatabasePath));
    }

    [Fact]
    public void A_database_in_a_directory_that_is_missing_is_refused()
        => AssertRefused(() => SqliteMessageStore.Open(Path.Combine(Root, "missing", "mail.db")), "create it first");

    [Fact]
    public void Another_programs_database_is_left_alone()
    {
        Execute("CREATE TABLE messages (text)");
        byte[] before = File.ReadAllBytes(DatabasePath);
        AssertRefused(() => Open("sqlite"), "is another program's database");
        Assert.Equal(before, File.ReadAllBytes(DatabasePath));
    }

    [Theory]
    [InlineData(StoreAccess.ReadWrite)]
    [InlineData(StoreAccess.Read)]
    public async Task A_newer_schema_is_refused(StoreAccess access)
    {
        await Open("sqlite").DisposeAsync();
        Execute("PRAGMA user_version = 7");
        AssertRefused(() => Open("sqlite", access), "has schema version 7, and this program knows versions up to 5");
    }

    [Fact]
    public void An_empty_database_holds_no_messages_to_read()
    {
        File.WriteAllText(DatabasePath, "");
        AssertRefused(() => Open("sqlite", StoreAccess.Read), "is an empty database");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Opening_for_reading_creates_nothing(string kind)
    {
        Assert.Throws<StoreException>(() => Open(kind, StoreAccess.Read));
        Assert.Empty(Directory.GetFileSystemEntries(Root));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_store_opened_for_reading_refuses_messages_as_read_only(string kind)
    {
        await using (IMessageStore store = Open(kind))
            await store.StoreAsync("x", Token);
        await using IMessageStore reader = Open(kind, StoreAccess.Read);
        StoreException failure = await Assert.ThrowsAsync<StoreException>(async () => await reader.BeginAsync(Messages.Envelope(), Token));
        Assert.Equal(StoreFailure.ReadOnly, failure.Kind);
        Assert.Single(await reader.ListAllAsync(Token));
    }

    [Fact]
    public async Task A_writer_connection_that_may_not_write_refuses_messages_as_read_only()
    {
        await using SqliteMessageStore store = SqliteMessageStore.Open(DatabasePath);
        string id = await store.StoreAsync("x", Token);
        store.WriterDatabase!.Execute("PRAGMA query_only = 1");
        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => store.StoreAsync("y", Token));
        Assert.Equal(StoreFailure.ReadOnly, failure.Kind);
        Assert.Equal("x", await store.ReadTextAsync(id, Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Mail_is_readable_by_its_owner_only(string kind)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }

        await using IMessageStore store = Open(kind);
        await store.StoreAsync("private", Token);
        const UnixFileMode Others = (UnixFileMode)0b000_111_111;
        foreach (string path in Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories))
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & Others);
    }

    [Fact]
    public async Task Mail_behind_a_link_to_a_file_that_is_not_there_yet_is_readable_by_its_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }

        string target = Path.Combine(Root, "target.db");
        string link = Path.Combine(Root, "link.db");
        File.CreateSymbolicLink(Path.Combine(Root, "second.db"), target);
        File.CreateSymbolicLink(link, Path.Combine(Root, "second.db"));
        await using SqliteMessageStore store = SqliteMessageStore.Open(link);
        await store.StoreAsync("private", Token);
        string[] files = [target, target + "-wal", target + "-shm"];
        foreach (string file in files)
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_stored_is_there_after_reopening(string kind)
    {
        string id;
        await using (IMessageStore store = Open(kind))
            id = await store.StoreAsync("first", Token);
        await using IMessageStore reopened = Open(kind);
        string second = await reopened.StoreAsync("second", Token);
        Assert.Equal([id, second], (await reopened.ListAllAsync(Token)).Select(message => message.Id));
    }

    private static void AssertRefused(Func<IMessageStore> open, string expected)
    {
        StoreException failure = Assert.Throws<StoreException>(open);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Equal(StoreFailure.Failed, failure.Kind);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
