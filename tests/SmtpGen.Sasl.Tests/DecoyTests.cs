using System.Diagnostics;
using System.Security.Cryptography;

namespace SmtpGen.Sasl.Tests;

/// <summary>Whether a user exists is nobody's business: neither salts nor time tell.</summary>
public sealed class DecoyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private string Users => Path.Combine(_folder.FullName, "users");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Servers_of_one_file_show_everybody_one_salt_whether_there_is_such_a_user_or_not()
    {
        await File.WriteAllLinesAsync(
            Users, [UserEntry.CreateScram("alice", "secret", 4096), "test:{PLAIN}secret"], TestContext.Current.CancellationToken);
        var servers = Enumerable.Range(0, 3).Select(_ => new SaslServer(UsersFile.Open(Users))).ToList();
        foreach (string name in (string[])["alice", "test", "nobody", "somebody"])
        {
            string[] salts = await Task.WhenAll(servers.Select(server => SaltAsync(server, name)));
            Assert.Single(salts.Distinct());
        }

        Assert.NotEqual(await SaltAsync(servers[0], "nobody"), await SaltAsync(servers[0], "somebody"));
    }

    [Fact]
    public async Task Salts_stay_when_the_server_starts_again_and_users_come()
    {
        await File.WriteAllTextAsync(Users, UserEntry.CreateScram("alice", "secret", 4096), TestContext.Current.CancellationToken);
        string before = await SaltAsync(new SaslServer(UsersFile.Open(Users)), "nobody");
        await File.AppendAllTextAsync(Users, "\n" + UserEntry.CreateScram("bob", "secret", 4096), TestContext.Current.CancellationToken);

        Assert.Equal(before, await SaltAsync(new SaslServer(UsersFile.Open(Users)), "nobody"));
    }

    [Fact]
    public void The_secret_is_for_the_eyes_of_its_owner_and_nothing_is_left_of_making_it()
    {
        File.WriteAllText(Users, "");
        Parallel.For(0, 20, _ => UsersFile.Open(Users));

        Assert.Equal(["users", "users.secret"], _folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Users + ".secret"));
    }

    [Fact]
    public void A_secret_that_is_none_is_named()
    {
        File.WriteAllText(Users, "");
        File.WriteAllText(Users + ".secret", "hunter2");
        Assert.Equal(
            $"{Users}.secret:1: the secret is not 32 octets in Base64; remove the file, and another one is made",
            Assert.Throws<UsersFileException>(() => UsersFile.Open(Users)).Message);
    }

    [Fact]
    public async Task Strangers_look_like_users_do_each_kind_as_often()
    {
        await File.WriteAllLinesAsync(
            Users,
            [UserEntry.CreateScram("a", "x", 5000), UserEntry.CreateScram("b", "x", 5000), UserEntry.CreateScram("c", "x", 6000), "d:{PLAIN}x"],
            TestContext.Current.CancellationToken);
        var server = new SaslServer(UsersFile.Open(Users));
        var kinds = new Dictionary<string, int>();
        for (int i = 0; i < 400; i++)
        {
            string shown = await server.Begin("SCRAM-SHA-256").SayAsync($"n,,n=stranger{i},r=x");
            string kind = shown[(shown.LastIndexOf(',') + 1)..];
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        }

        Assert.Equal(["i=4096", "i=5000", "i=6000"], kinds.Keys.Order(StringComparer.Ordinal));
        Assert.InRange(kinds["i=5000"], 140, 260);
        Assert.InRange(kinds["i=4096"], 50, 150);
    }

    [Fact]
    public async Task A_password_costs_the_same_whoever_is_named_and_whatever_kind_the_entry_is_of()
    {
        string salt = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        string hash = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        await File.WriteAllLinesAsync(
            Users,
            [UserEntry.CreateScram("scram", "x", 200_000), $"hash:{{PBKDF2-SHA256}}8000${salt}${hash}", "plain:{PLAIN}x"],
            TestContext.Current.CancellationToken);
        UsersFile users = UsersFile.Open(Users);
        string[] names = ["scram", "hash", "plain", "nobody"];
        var least = names.ToDictionary(name => name, _ => TimeSpan.MaxValue);
        for (int round = 0; round < 7; round++)
        {
            foreach (string name in names)
            {
                long start = Stopwatch.GetTimestamp();
                await users.CheckPasswordAsync(name, "wrong"u8.ToArray(), Talk.Encrypted, TestContext.Current.CancellationToken);
                TimeSpan took = Stopwatch.GetElapsedTime(start);
                least[name] = took < least[name] ? took : least[name];
            }
        }

        // The entries' own iterations are 25 and 49 times apart.
        Assert.InRange(least.Values.Max() / least.Values.Min(), 1, 4);
    }

    private static async Task<string> SaltAsync(SaslServer server, string name)
        => (await server.Begin("SCRAM-SHA-256").SayAsync($"n,,n={name},r=x")).Split(',').Single(part => part.StartsWith("s=", StringComparison.Ordinal));
}
