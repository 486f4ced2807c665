using System.Globalization;
using SmtpGen.Foreign;

namespace SmtpGen.Samples;

/// <summary>The samples, each with a client that nobody here wrote.</summary>
public class SamplesTests
{
    // The one of the system: another may be so new that its library has lost the module.
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task News_are_read_and_posted_by_nntplib()
    {
        await ForeignProgram.RequirePythonAsync(Python, "nntplib");
        await using var server = await SampleProgram.StartAsync(typeof(global::Samples.NewsHandler), "Nntp");

        await RunAsync("news.py", server);
    }

    [Fact]
    public async Task Files_are_transferred_by_ftplib_and_nothing_leads_out_of_their_folder()
    {
        await ForeignProgram.RequirePythonAsync(Python, "ftplib");
        using var around = new TemporaryFolder();
        string folder = Path.Combine(around.Path, "files");
        await using var server = await SampleProgram.StartAsync(typeof(global::Samples.FileHandler), "Ftp", $"Folder={folder}", "User=demo", "Password=demo");

        await RunAsync("files.py", server, folder);
    }

    [Fact]
    public async Task Values_are_cached_for_pymemcache()
    {
        await ForeignProgram.RequirePythonAsync(Python, "pymemcache");
        await using var server = await SampleProgram.StartAsync(typeof(global::Samples.CacheHandler), "Memcached");

        await RunAsync("cache.py", server);
    }

    [Fact]
    public async Task Files_are_cached_for_the_tools_of_libmemcached()
    {
        using var around = new TemporaryFolder();
        string file = Path.Combine(around.Path, "octets");
        await File.WriteAllBytesAsync(file, [.. Enumerable.Range(0, 100_000).Select(octet => (byte)octet)], TestContext.Current.CancellationToken);
        await using var server = await SampleProgram.StartAsync(typeof(global::Samples.CacheHandler), "Memcached");
        string servers = $"--servers=127.0.0.1:{server.Port}";

        await ForeignProgram.RunAsync("memccp", servers, file);
        await ForeignProgram.RunAsync("memcexist", servers, "octets");
        await ForeignProgram.RunAsync("memccat", servers, $"--file={file}.back", "octets");
        Assert.Equal(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync($"{file}.back", TestContext.Current.CancellationToken));
        await ForeignProgram.RunAsync("memcrm", servers, "octets");
        await ForeignProgram.FailAsync("memcexist", servers, "octets");
    }

    [Fact]
    public async Task Scripts_are_managed_by_sieve_connect_and_no_name_leads_out_of_their_folder()
    {
        ForeignProgram.Require("sieve-connect");
        using var around = new TemporaryFolder();
        await using var server = await SampleProgram.StartAsync(typeof(global::Samples.ScriptHandler), "ManageSieve", $"Folder={around.Path}", "User=demo", "Password=demo");

        await RunAsync("scripts.py", server, Path.Combine(around.Path, "demo"));
    }

    [Fact]
    public async Task Keys_are_kept_for_redis_py_and_the_tools_of_redis()
    {
        ForeignProgram.Require("redis-cli");
        ForeignProgram.Require("redis-benchmark");
        await ForeignProgram.RequirePythonAsync(Python, "redis");
        await using var server = await SampleProgram.StartAsync(typeof(global::Samples.DatabaseHandler), "Redis");

        await RunAsync("database.py", server);
    }

    [Fact]
    public async Task People_chat_by_the_Python_library_irc_and_by_ii()
    {
        ForeignProgram.Require("ii");
        await ForeignProgram.RequirePythonAsync(Python, "irc.client");
        using var around = new TemporaryFolder();
        await using var server = await SampleProgram.StartAsync(typeof(global::Samples.ChatHandler), "Irc");

        await RunAsync("chat.py", server, around.Path);
    }

    [Fact]
    public async Task Mail_is_read_by_imaplib_and_curl()
    {
        ForeignProgram.Require("curl");
        await ForeignProgram.RequirePythonAsync(Python, "imaplib");
        using var around = new TemporaryFolder();
        await using var server = await SampleProgram.StartAsync(typeof(global::Samples.MailHandler), "Imap", $"Maildir={around.Path}", "User=demo@localhost", "Password=demo");

        await RunAsync("mail.py", server, around.Path);
    }

    private static Task RunAsync(string client, SampleProgram server, params string[] arguments) =>
        ForeignProgram.RunAsync(Python, ["-W", "ignore", Path.Combine(AppContext.BaseDirectory, "Clients", client), server.Port.ToString(CultureInfo.InvariantCulture), .. arguments]);
}
