using SmtpGen.Storage;
using SmtpGen.Storage.Sqlite;
using SmtpGen.Tool.Commands;

namespace SmtpGen.Tool.Tests;

public sealed class StoreOptionTests
{
    [Theory]
    [InlineData("", typeof(SqliteMessageStore))]
    [InlineData("sqlite:", typeof(SqliteMessageStore))]
    [InlineData("SQLite:", typeof(SqliteMessageStore))]
    [InlineData("maildir:", typeof(MaildirMessageStore))]
    public async Task A_scheme_names_the_kind_of_store_and_sqlite_needs_none(string scheme, Type kind)
    {
        using var folder = new TemporaryFolder();
        await using var store = StoreOption.Open(scheme + folder["store"], StoreAccess.ReadWrite);
        Assert.IsType(kind, store);
        Assert.True(Path.Exists(folder["store"]));
    }

    [Theory]
    [InlineData("mbox:inbox", "\"mbox:\" is not a kind of message store")]
    [InlineData("https://example.org/mail", "\"https:\" is not a kind of message store")]
    [InlineData("mbox:inbox", "a file of that name: ./mbox:inbox")]
    [InlineData("maildir:", "\"maildir:\" names no place")]
    [InlineData("sqlite:  ", "names no place")]
    [InlineData("postgres:", "names no place")]
    [InlineData("", "names no place")]
    public void A_location_that_names_no_store_is_refused_with_what_is_allowed(string location, string expected)
    {
        var failure = Assert.Throws<ToolException>(() => StoreOption.Open(location, StoreAccess.ReadWrite));
        Assert.Equal(ToolExit.Usage, failure.ExitCode);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Contains("sqlite:PATH, maildir:DIRECTORY", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres:///mail", ToolExit.Usage, "names no host")]
    [InlineData("postgresql://bob:hidden@db.example/mail", ToolExit.Usage, "set PGPASSWORD")]
    [InlineData("postgres:Host=db.example;Password=hidden", ToolExit.Usage, "set PGPASSWORD")]
    [InlineData("postgres://127.0.0.1:1/mail", ToolExit.Environment, "postgres://127.0.0.1:1/mail: nothing listens there")]
    public async Task What_is_wrong_with_a_database_of_PostgreSQL_is_said_without_its_password(string location, int exitCode, string expected)
    {
        foreach (string[] command in (string[][])[["list"], ["show", "1"], ["delete", "1"], ["serve", "--listen", "127.0.0.1:0"], ["serve", "--print-config"]])
        {
            if (exitCode != ToolExit.Usage && command.Contains("--print-config"))
                continue;
            using var output = new StringWriter();
            using var error = new StringWriter();
            Assert.Equal(exitCode, await TestedProgram.RunAsync([.. command, "--store", location], output, error, TestContext.Current.CancellationToken));
            Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("hidden", error.ToString() + output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_wrong_kind_of_store_is_refused_with_the_right_one()
    {
        using var folder = new TemporaryFolder();
        string directory = Directory.CreateDirectory(folder["mail"]).FullName;
        string file = folder.Write("mail.db", "");

        var noDatabase = Assert.Throws<ToolException>(() => StoreOption.Open(directory, StoreAccess.ReadWrite));
        var noMaildir = Assert.Throws<ToolException>(() => StoreOption.Open($"maildir:{file}", StoreAccess.ReadWrite));

        Assert.Equal($"{directory}: is a directory; name a database file, or write maildir:{directory}", noDatabase.Message);
        Assert.Equal($"{file}: is a file, and a Maildir is a directory; name one, or write sqlite:{file}", noMaildir.Message);
    }

    [Fact]
    public async Task A_drive_letter_is_no_scheme()
    {
        // Elsewhere than on Windows this is a file name with a colon in it: good enough to see that it is one.
        using var folder = new TemporaryFolder();
        string location = OperatingSystem.IsWindows() ? folder["mail.db"] : folder["C:\\mail.db"];
        string relative = OperatingSystem.IsWindows() ? location : Path.GetRelativePath(Environment.CurrentDirectory, location);
        await using var store = StoreOption.Open(relative, StoreAccess.ReadWrite);
        Assert.True(File.Exists(location));
        Assert.Throws<StoreException>(() => StoreOption.Open("C:\\no-such-directory/mail.db", StoreAccess.ReadWrite));
    }

    [Fact]
    public async Task A_colon_behind_a_slash_is_part_of_the_name()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a file name on Windows holds no colon");
        using var folder = new TemporaryFolder();
        await using var store = StoreOption.Open(folder["mbox:inbox"], StoreAccess.ReadWrite);
        Assert.True(File.Exists(folder["mbox:inbox"]));
    }
}
