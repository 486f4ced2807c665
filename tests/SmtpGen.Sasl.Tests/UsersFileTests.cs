using System.Security.Cryptography;
using System.Text;

namespace SmtpGen.Sasl.Tests;

public sealed class UsersFileTests : IDisposable
{
    private const string Salt = "AAECAwQFBgcICQoLDA0ODw==";
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string Schemes =
        "allowed are {SCRAM-SHA-256}iterations$salt$stored-key$server-key, {PBKDF2-SHA256}iterations$salt$hash, or {PLAIN}password for tests";
    private const string Name = "is not empty, has no space at its ends, no # at its beginning, and no colon or control character";

    private readonly string _path = Path.GetTempFileName();

    public void Dispose()
    {
        File.Delete(_path);
        File.Delete(_path + ".secret");
    }

    [Theory]
    [InlineData("alice", 1, "there is no colon after a name; a line is NAME:{SCHEME}DATA, or a comment that begins with #")]
    [InlineData("# users\n\n:{PLAIN}x", 3, "the name before the colon is not allowed; it " + Name)]
    [InlineData("alice :{PLAIN}x", 1, "the name before the colon is not allowed; it " + Name)]
    [InlineData("al\u0007ice:{PLAIN}x", 1, "the name before the colon is not allowed; it " + Name)]
    [InlineData("alice:{PLAIN}x\r\nbob:{PLAIN}y\r\nalice:{PLAIN}z", 3, "\"alice\" stands on line 1 already; a user has one line")]
    [InlineData("alice:hunter2", 1, "the entry of \"alice\" names no scheme; " + Schemes)]
    [InlineData("alice:{MD5}hunter2", 1, "the scheme {MD5} of \"alice\" is not known; " + Schemes)]
    [InlineData("alice:{PLAIN}", 1, "the password of \"alice\" is not allowed; it is not empty and holds no control or private characters")]
    [InlineData("alice:{SCRAM-SHA-256}4096$x", 1, "the entry of \"alice\" has 2 of 4 parts; write {SCRAM-SHA-256}iterations$salt$stored-key$server-key")]
    [InlineData("alice:{PBKDF2-SHA256}x", 1, "the entry of \"alice\" has 1 of 3 parts; write {PBKDF2-SHA256}iterations$salt$hash")]
    [InlineData($"alice:{{PBKDF2-SHA256}}4095${Salt}${Key}", 1, "the iterations of \"alice\" are not a number from 4096 to 10000000")]
    [InlineData($"alice:{{PBKDF2-SHA256}}4096$AAEC${Key}", 1, "the salt of \"alice\" is not 8 to 64 octets in Base64")]
    [InlineData($"alice:{{PBKDF2-SHA256}}4096${Salt}${Salt}", 1, "the hash of \"alice\" is not 32 octets in Base64")]
    [InlineData($"alice:{{SCRAM-SHA-256}}4096${Salt}$x${Key}", 1, "the stored key of \"alice\" is not 32 octets in Base64")]
    [InlineData($"alice:{{SCRAM-SHA-256}}4096${Salt}${Key}$x", 1, "the server key of \"alice\" is not 32 octets in Base64")]
    public void A_wrong_line_is_refused_with_its_place_and_what_is_allowed(string text, int line, string problem)
    {
        File.WriteAllText(_path, text);
        Assert.Equal($"{_path}:{line}: {problem}", Assert.Throws<UsersFileException>(() => UsersFile.Open(_path)).Message);
    }

    [Fact]
    public void A_line_in_another_encoding_is_refused()
    {
        File.WriteAllBytes(_path, [.. "a:{PLAIN}x\n"u8, 0xE9, .. ":{PLAIN}x"u8]);
        Assert.Equal(
            $"{_path}:2: the line is not UTF-8; save the file in UTF-8", Assert.Throws<UsersFileException>(() => UsersFile.Open(_path)).Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
        => Assert.StartsWith(
            "/no/such/users: cannot be read; a users file needs to exist and to be readable by the server (",
            Assert.Throws<UsersFileException>(() => UsersFile.Open("/no/such/users")).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task Every_scheme_checks_passwords()
    {
        byte[] salt = Convert.FromBase64String(Salt);
        string hash = Convert.ToBase64String(Rfc2898DeriveBytes.Pbkdf2("pencil", salt, 5000, HashAlgorithmName.SHA256, 32));
        File.WriteAllText(
            _path,
            $"# users\r\n\r\n{UserEntry.CreateScram("scram", "pencil", 4096)}\r\nha sh@example.org:{{PBKDF2-SHA256}}5000${Salt}${hash}\r\nplain:{{PLAIN}}pencil",
            Encoding.UTF8); // with a byte order mark
        var server = new SaslServer(UsersFile.Open(_path));

        Assert.Equal("PLAIN LOGIN", server.Offered(Talk.Bound));
        foreach (string name in (string[])["scram", "ha sh@example.org", "plain"])
        {
            Assert.Equal($"{name} as {name}", await server.Begin("PLAIN").SayAsync($"\0{name}\0pencil"));
            Assert.Equal("BadCredentials", await server.Begin("PLAIN").SayAsync($"\0{name}\0pencils"));
        }

        Assert.Equal("BadCredentials", await server.Begin("PLAIN").SayAsync("\0nobody\0pencil"));
    }

    [Fact]
    public async Task A_file_whose_users_all_have_verifiers_serves_scram_and_shows_strangers_the_usual_iterations()
    {
        File.WriteAllLines(_path, [UserEntry.CreateScram("a", "pencil", 5000), UserEntry.CreateScram("b", "pen", 5000), "c:{PLAIN}ink"]);
        var server = new SaslServer(UsersFile.Open(_path), new SaslOptions { OfferCramMd5 = true });

        Assert.Equal("SCRAM-SHA-256 PLAIN LOGIN", server.Offered(Talk.Encrypted));
        Assert.Equal("a as a", await new ScramClient("n,,", "a", "pencil").RunAsync(server.Begin("SCRAM-SHA-256")));
        Assert.Equal("c as c", await new ScramClient("n,,", "c", "ink").RunAsync(server.Begin("SCRAM-SHA-256")));
        Assert.Matches(",i=(4096|5000)$", await server.Begin("SCRAM-SHA-256").SayAsync("n,,n=nobody,r=x"));
    }

    [Fact]
    public async Task Readable_passwords_are_hashed_where_logins_are_and_not_by_who_opens_the_file()
    {
        File.WriteAllLines(_path, ["a:{PLAIN}pencil", "b:{PLAIN}ink"]);
        using var hashes = new HashQueue(threads: 1);
        using var gate = new ManualResetEventSlim();
        Task<bool> busy = hashes.RunAsync(() => gate.Wait(TimeSpan.FromMinutes(2)), null, TestContext.Current.CancellationToken);

        // Nothing can be hashed now.
        UsersFile.Check(_path);
        UsersFile users = UsersFile.Open(_path, hashes: hashes);
        Assert.True(users.CoversEveryUser);
        Task<ScramVerifier?> found = users.FindVerifierAsync("b", Talk.Encrypted, TestContext.Current.CancellationToken).AsTask();
        Assert.False(found.IsCompleted);

        gate.Set();
        Assert.True(await busy);
        Assert.Equal(ScramVerifier.LeastIterations, (await found)!.Iterations);
        Assert.Equal("b as b", await new ScramClient("n,,", "b", "ink").RunAsync(new SaslServer(users).Begin("SCRAM-SHA-256")));
    }

    [Fact]
    public async Task Cram_md5_is_on_offer_while_every_password_is_readable_and_the_offer_follows_the_file()
    {
        var clock = new TestClock();
        File.WriteAllLines(_path, ["a:{PLAIN}ink", "b:{PLAIN}pen"]);
        var server = new SaslServer(UsersFile.Open(_path, time: clock), new SaslOptions { OfferCramMd5 = true });
        Assert.Equal("SCRAM-SHA-256 CRAM-MD5", server.Offered(Talk.Plain));

        File.WriteAllLines(_path, ["a:{PLAIN}ink", UserEntry.CreateScram("b", "pen", 4096)]);
        await OfferedAsync("SCRAM-SHA-256");
        Assert.Null(server.Begin("CRAM-MD5"u8, Talk.Plain, out SaslRefusal refusal));
        Assert.Equal(SaslRefusal.UnknownMechanism, refusal);

        File.WriteAllLines(_path, ["a:{PLAIN}ink", $"b:{{PBKDF2-SHA256}}4096${Salt}${Key}"]);
        await OfferedAsync("");

        async Task OfferedAsync(string expected)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            for (int i = 0; i < 1000 && server.Offered(Talk.Plain) != expected; i++)
                await Task.Delay(10, TestContext.Current.CancellationToken);
            Assert.Equal(expected, server.Offered(Talk.Plain));
        }
    }

    [Fact]
    public async Task Cram_md5_takes_the_readable_password_and_nothing_else()
    {
        File.WriteAllLines(_path, [UserEntry.CreateScram("a", "pencil", 5000), "c:{PLAIN}ink"]);
        UsersFile users = UsersFile.Open(_path);
        Assert.Null(await users.FindSecretAsync("a", Talk.Plain, TestContext.Current.CancellationToken));
        Assert.Equal("ink"u8.ToArray(), (await users.FindSecretAsync("c", Talk.Plain, TestContext.Current.CancellationToken))!.Value.ToArray());
    }

    [Fact]
    public async Task A_user_without_a_readable_password_fails_cram_md5_whatever_the_digest()
    {
        File.WriteAllLines(_path, [UserEntry.CreateScram("a", "pencil", 5000)]);
        SaslExchange exchange = new CramMd5Mechanism(UsersFile.Open(_path), () => "1").Begin(Talk.Plain, []);
        string digest = Convert.ToHexStringLower(HMACMD5.HashData([], "<1@mx.example>"u8));
        Assert.Equal("> <1@mx.example>", await exchange.SayAsync(null));
        Assert.Equal("BadCredentials", await exchange.SayAsync("a " + digest));
    }

    [Theory]
    [InlineData("", "x", "a user's name " + Name + " (Parameter 'userName')")]
    [InlineData("a:b", "x", "a user's name " + Name + " (Parameter 'userName')")]
    [InlineData("#a", "x", "a user's name " + Name + " (Parameter 'userName')")]
    [InlineData("a", "", "a password is not empty and holds no control, private or unpaired characters (RFC 4013) (Parameter 'password')")]
    [InlineData("a", "x\n", "a password is not empty and holds no control, private or unpaired characters (RFC 4013) (Parameter 'password')")]
    public void An_entry_that_could_not_be_read_is_not_made(string name, string password, string expected)
        => Assert.Equal(expected, Assert.Throws<ArgumentException>(() => UserEntry.CreateScram(name, password)).Message);

    [Fact]
    public async Task A_changed_file_is_read_again_and_a_wrong_one_reported_once()
    {
        var clock = new TestClock();
        var reported = new List<string>();
        File.WriteAllText(_path, "a:{PLAIN}one");
        var server = new SaslServer(UsersFile.Open(_path, failure => reported.Add(failure.Message), clock));
        async Task<string> TryAsync(string password) => await server.Begin("PLAIN").SayAsync($"\0a\0{password}");

        File.WriteAllText(_path, "a:{PLAIN}other");
        Assert.Equal("a as a", await TryAsync("one")); // looked at less than a second ago
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a as a", await TryAsync("other"));
        Assert.Equal("BadCredentials", await TryAsync("one"));

        File.WriteAllText(_path, "broken");
        for (int i = 0; i < 3; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("a as a", await TryAsync("other"));
        }

        Assert.Equal($"{_path}:1: there is no colon after a name; a line is NAME:{{SCHEME}}DATA, or a comment that begins with #", Assert.Single(reported));

        File.Delete(_path);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a as a", await TryAsync("other"));
        Assert.StartsWith($"{_path}: cannot be read", reported[^1], StringComparison.Ordinal);

        File.WriteAllText(_path, "a:{PLAIN}third time");
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a as a", await TryAsync("third time"));
        Assert.Equal(2, reported.Count);
    }

    private sealed class TestClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }
}
