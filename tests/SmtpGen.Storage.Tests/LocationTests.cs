namespace SmtpGen.Storage.Tests;

public sealed class LocationTests : TemporaryDirectory
{
    [Theory]
    [InlineData("", typeof(SqliteMessageStore))]
    [InlineData("sqlite:", typeof(SqliteMessageStore))]
    [InlineData("SQLite:", typeof(SqliteMessageStore))]
    [InlineData("maildir:", typeof(MaildirMessageStore))]
    public async Task A_scheme_names_the_kind_of_store_and_sqlite_needs_none(string scheme, Type kind)
    {
        await using IMessageStore store = MessageStores.Open(scheme + Path.Combine(Root, "store"));
        Assert.IsType(kind, store);
        Assert.True(Path.Exists(Path.Combine(Root, "store")));
    }

    [Theory]
    [InlineData("mbox:inbox", "\"mbox:\" is no kind of message store")]
    [InlineData("https://example.org/mail", "\"https:\" is no kind of message store")]
    [InlineData("mbox:inbox", "a file of that name: ./mbox:inbox")]
    [InlineData("maildir:", "\"maildir:\" names no place")]
    [InlineData("sqlite:  ", "names no place")]
    [InlineData("", "names no place")]
    public void A_location_that_names_no_store_is_refused_with_what_is_allowed(string location, string expected)
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() => MessageStores.Open(location));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Contains("sqlite:PATH, maildir:DIRECTORY", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drive_letter_is_no_scheme()
    {
        // Elsewhere than on Windows this is a file name with a colon in it: good enough to see that it is one.
        string location = OperatingSystem.IsWindows() ? DatabasePath : Path.Combine(Root, "C:\\mail.db");
        string relative = OperatingSystem.IsWindows() ? location : Path.GetRelativePath(Environment.CurrentDirectory, location);
        await using IMessageStore store = MessageStores.Open(relative);
        Assert.True(File.Exists(location));
        Assert.IsType<StoreException>(Record.Exception(() => MessageStores.Open("C:\\no-such-directory/mail.db")));
    }

    [Fact]
    public async Task A_colon_behind_a_slash_is_part_of_the_name()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a file name on Windows holds no colon");
        await using IMessageStore store = MessageStores.Open(Path.Combine(Root, "mbox:inbox"));
        Assert.True(File.Exists(Path.Combine(Root, "mbox:inbox")));
    }
}
