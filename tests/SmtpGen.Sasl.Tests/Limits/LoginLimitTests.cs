using System.Collections.Concurrent;

namespace SmtpGen.Sasl.Tests.Limits;

public sealed class LoginLimitTests
{
    private readonly ManualTime _time = new();
    private readonly CountingUsers _users = new();
    private readonly ConcurrentQueue<FailedLogin> _failed = new();
    private readonly LoginLimits _limits = new() { FailureDelay = TimeSpan.Zero };
    private readonly LoginFailures _failures;

    public LoginLimitTests() => _failures = new LoginFailures(_time);

    [Fact]
    public async Task Failures_are_remembered_over_sessions_servers_and_protocols()
    {
        SaslServer smtp = Server();
        SaslServer pop3 = Server();
        for (int i = 0; i < 10; i++)
            Assert.Equal("BadCredentials", await TryAsync(i % 2 == 0 ? smtp : pop3, "alice", "wrong", $"192.0.2.1:{1000 + i}", i % 2 == 0 ? "smtp" : "pop3"));

        int checks = _users.Checks;
        Assert.Equal("TemporarilyUnavailable", await TryAsync(smtp, "alice", "secret", "192.0.2.1:2000"));
        Assert.Equal("TemporarilyUnavailable", await TryAsync(pop3, "alice", "secret", "192.0.2.1:2001", "pop3"));
        Assert.Equal(checks, _users.Checks);
    }

    [Fact]
    public async Task Failures_are_forgotten_one_by_one()
    {
        SaslServer server = Server();
        await FailAsync(server, "alice", "192.0.2.1:25", 10);

        _time.Advance(_limits.ForgetOneIn);
        Assert.Equal("BadCredentials", await TryAsync(server, "alice", "wrong", "192.0.2.1:25"));
        Assert.Equal("TemporarilyUnavailable", await TryAsync(server, "alice", "secret", "192.0.2.1:25"));
        _time.Advance(_limits.ForgetOneIn);
        Assert.Equal("alice as alice", await TryAsync(server, "alice", "secret", "192.0.2.1:25"));
    }

    [Theory]
    [InlineData("192.0.2.1:1", "192.0.2.1:2", false)]
    [InlineData("192.0.2.1:1", "192.0.2.2:1", true)]
    [InlineData("[2001:db8::1]:1", "[2001:db8::ffff:2]:1", false)]
    [InlineData("[2001:db8:0:1::1]:1", "[2001:db8:0:2::1]:1", true)]
    public async Task An_address_is_limited_whatever_users_it_tries(string guesser, string other, bool isLetIn)
    {
        SaslServer server = Server();
        for (int i = 0; i < 20; i++)
            Assert.Equal("BadCredentials", await TryAsync(server, $"user{i}", "wrong", guesser));

        Assert.Equal("TemporarilyUnavailable", await TryAsync(server, "alice", "secret", guesser));
        Assert.Equal(isLetIn ? "alice as alice" : "TemporarilyUnavailable", await TryAsync(server, "alice", "secret", other));
    }

    [Fact]
    public async Task One_wrong_device_does_not_lock_out_others_behind_its_address()
    {
        SaslServer server = Server();
        await FailAsync(server, "printer", "192.0.2.1:25", 10);
        for (int i = 0; i < 100; i++)
            Assert.Equal("TemporarilyUnavailable", await TryAsync(server, "printer", "wrong", "192.0.2.1:25"));

        Assert.Equal("alice as alice", await TryAsync(server, "alice", "secret", "192.0.2.1:25"));
    }

    [Fact]
    public async Task A_user_that_many_guess_is_let_in_from_where_it_was_before_and_from_elsewhere_later()
    {
        SaslServer server = Server();
        Assert.Equal("alice as alice", await TryAsync(server, "alice", "secret", "198.51.100.1:25"));
        for (int i = 0; i < 50; i++)
            Assert.Equal("BadCredentials", await TryAsync(server, "alice", "wrong", $"192.0.2.{i}:25"));

        int checks = _users.Checks;
        for (int i = 50; i < 250; i++)
            Assert.Equal("TemporarilyUnavailable", await TryAsync(server, "alice", "wrong", $"192.0.2.{i}:25"));
        Assert.Equal(checks, _users.Checks);
        Assert.Equal("alice as alice", await TryAsync(server, "alice", "secret", "198.51.100.1:2000"));
        Assert.Equal("bob as bob", await TryAsync(server, "bob", "secret", "203.0.113.1:25"));
        _time.Advance(_limits.ForgetOneIn);
        Assert.Equal("alice as alice", await TryAsync(server, "alice", "secret", "203.0.113.1:25"));
    }

    [Fact]
    public async Task Who_logs_in_now_and_then_is_not_let_guess_for_it()
    {
        SaslServer server = Server();
        for (int i = 0; i < 20; i++)
        {
            await TryAsync(server, "mallory", "secret", "192.0.2.66:25");
            await TryAsync(server, "mallory", "wrong", "192.0.2.66:25");
            await TryAsync(server, $"user{i}", "wrong", "192.0.2.66:25");
        }

        Assert.Equal("TemporarilyUnavailable", await TryAsync(server, "alice", "wrong", "192.0.2.66:25"));
        Assert.Equal("TemporarilyUnavailable", await TryAsync(server, "mallory", "secret", "192.0.2.66:25"));
    }

    [Theory]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("XOAUTH2")]
    [InlineData("OAUTHBEARER")]
    public async Task Every_mechanism_counts_and_is_limited(string mechanism)
    {
        SaslServer server = Server();
        for (int i = 0; i < 10; i++)
            Assert.NotEqual("TemporarilyUnavailable", await GuessAsync(server, mechanism));

        Assert.Equal("TemporarilyUnavailable", await GuessAsync(server, mechanism));
        Assert.Equal(10, _failed.Count(failed => failed.Reason == "wrong"));
        Assert.All(_failed, failed => Assert.Equal((mechanism, "alice"), (failed.Mechanism, failed.UserName)));
    }

    [Fact]
    public async Task Logins_that_waited_behind_those_that_failed_are_not_hashed()
    {
        using var hashes = new HashQueue(threads: 1);
        using var gate = new SemaphoreSlim(0);
        int hashed = 0;
        _users.Check = (context, cancellationToken) => hashes.RunAsync(
            () =>
            {
                gate.Wait();
                Interlocked.Increment(ref hashed);
                return false;
            },
            context,
            cancellationToken);
        _limits.FailuresPerLogin = 0;
        SaslServer server = Server();
        Task<string>[] all = [.. Enumerable.Range(0, 90).Select(i => TryAsync(server, $"user{i}", "wrong", $"192.0.2.66:{1000 + i}"))];

        // One at a time: each is told before the next may be hashed.
        for (int released = 1; released <= 90; released++)
        {
            gate.Release();
            while (all.Count(task => task.IsCompleted) < Math.Min(released, 20))
                await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        string[] ends = await Task.WhenAll(all);
        Assert.InRange(hashed, 20, 22);
        Assert.Equal(90 - hashed, ends.Count(end => end == "TemporarilyUnavailable"));
    }

    [Fact]
    public async Task The_answer_to_a_failure_is_held_back_by_the_clock_and_that_to_a_success_is_not()
    {
        _limits.FailureDelay = TimeSpan.FromSeconds(1);
        SaslServer server = Server();
        Assert.Equal("alice as alice", await TryAsync(server, "alice", "secret", "192.0.2.1:25"));

        Task<string>[] failing = [.. Enumerable.Range(0, 500).Select(i => TryAsync(server, "alice", "wrong", $"10.0.{i / 200}.{i % 200}:25"))];
        while (_time.Timers < 500)
            await Task.Delay(1, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(failing, task => task.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(failing);
    }

    [Fact]
    public async Task A_server_that_stops_answers_a_failure_at_once()
    {
        _limits.FailureDelay = TimeSpan.FromSeconds(1);
        using var stop = new CancellationTokenSource();
        SaslExchange exchange = Server().Begin("PLAIN", From("192.0.2.1:25", "smtp"));
        ValueTask<SaslStep> failing = exchange.StepAsync("\0alice\0wrong"u8.ToArray(), stop.Token);
        await stop.CancelAsync();
        Assert.Equal("BadCredentials", Talk.Describe(await failing));
    }

    [Fact]
    public void A_flood_neither_grows_the_memory_nor_washes_out_who_is_refused()
    {
        var counts = new LeakyCounts(_time, sets: 64);
        TimeSpan forget = TimeSpan.FromMinutes(2);
        for (int i = 0; i < 10; i++)
            counts.Add("guesser"u8, forget, 10);
        byte[] key = new byte[4];
        counts.Add(key, forget, 10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100_000; i++)
        {
            BitConverter.TryWriteBytes(key, i);
            counts.Add(key, forget, 10);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal(10, counts.Of("guesser"u8, forget));
    }

    [Fact]
    public void Limits_that_make_no_sense_are_named() => Assert.Equal(
        [
            "FailuresPerUser is -1; it must be 1 or more, or 0 for no limit.",
            "ForgetOneIn is 00:00:00; it must be longer than zero.",
            "FailureDelay is 01:00:00; it must be between zero and one minute.",
        ],
        new LoginLimits { FailuresPerUser = -1, ForgetOneIn = TimeSpan.Zero, FailureDelay = TimeSpan.FromHours(1) }.Validate());

    private SaslServer Server() => new(
        _users, new SaslOptions { OfferCramMd5 = true, Limits = _limits, Failures = _failures, LoginFailed = _failed.Enqueue });

    private static SaslContext From(string address, string protocol) => Talk.Encrypted with { RemoteAddress = address, Protocol = protocol };

    private static Task<string> TryAsync(SaslServer server, string user, string password, string address, string protocol = "smtp")
        => server.Begin("PLAIN", From(address, protocol)).SayAsync($"\0{user}\0{password}");

    private static async Task FailAsync(SaslServer server, string user, string address, int times)
    {
        for (int i = 0; i < times; i++)
            Assert.Equal("BadCredentials", await TryAsync(server, user, "wrong", address));
    }

    private static async Task<string> GuessAsync(SaslServer server, string mechanism)
    {
        SaslExchange exchange = server.Begin(mechanism, From("192.0.2.1:25", "smtp"));
        switch (mechanism)
        {
            case "LOGIN":
                await exchange.SayAsync("alice");
                return await exchange.SayAsync("wrong");
            case "CRAM-MD5":
                await exchange.SayAsync(null);
                return await exchange.SayAsync("alice " + new string('0', 32));
            case "SCRAM-SHA-256":
                return await new ScramClient("n,,", "alice", "wrong").RunAsync(exchange);
            case "XOAUTH2":
                return await exchange.SayAsync("user=alice\u0001auth=Bearer wrong\u0001\u0001");
            default:
                return await exchange.SayAsync("n,a=alice,\u0001auth=Bearer wrong\u0001\u0001");
        }
    }

    private sealed class CountingUsers : IPasswordCredentials, IScramCredentials, ICramCredentials, ITokenCredentials
    {
        private readonly TestUsers _users = new(("alice", "secret"), ("bob", "secret"), ("mallory", "secret"));
        private int _checks;

        public int Checks => _checks;

        public Func<SaslContext, CancellationToken, Task<bool>>? Check { get; set; }

        public ScramParameters Usual => _users.Usual;

        public async ValueTask<bool> CheckPasswordAsync(
            string userName, ReadOnlyMemory<byte> password, SaslContext context, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _checks);
            return Check is null
                ? await _users.CheckPasswordAsync(userName, password, context, cancellationToken)
                : await Check(context, cancellationToken);
        }

        public ValueTask<ScramVerifier?> FindVerifierAsync(string userName, SaslContext context, CancellationToken cancellationToken)
            => _users.FindVerifierAsync(userName, context, cancellationToken);

        public ValueTask<ReadOnlyMemory<byte>?> FindSecretAsync(string userName, SaslContext context, CancellationToken cancellationToken)
            => _users.FindSecretAsync(userName, context, cancellationToken);

        public ValueTask<string?> FindOwnerAsync(string token, SaslContext context, CancellationToken cancellationToken)
            => _users.FindOwnerAsync(token, context, cancellationToken);
    }
}
