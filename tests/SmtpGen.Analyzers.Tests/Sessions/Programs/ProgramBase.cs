using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Analyzers.Tests.Sessions.Programs;

/// <summary>What random programs call and know nothing of: it keeps their clients and uses them whenever it runs.</summary>
public abstract class ProgramBase
{
    private readonly List<SmtpProtocolClient> _taken = [];
    private readonly List<Func<Task>> _kept = [];
    private static Random s_random = new(0);
    private int _left = 12;

    /// <summary>The places of the calls that returned.</summary>
    public HashSet<int> Returned { get; } = [];

    /// <summary>Some options or none.</summary>
    protected static ClientOptions? Options => null;

    /// <summary>A message.</summary>
    protected static MemoryStream Message => new("Hi\r\n"u8.ToArray());

    /// <summary>A pair that others have too.</summary>
    protected Pair Kept { get; set; } = new(Make(), 3);

    /// <summary>What the program does.</summary>
    public abstract Task RunAsync();

    /// <summary>Runs a program, which fails often.</summary>
    public static async Task<ProgramBase> RunAsync(Type type, Random random)
    {
        s_random = random;
        var program = (ProgramBase)Activator.CreateInstance(type)!;
        Calls.Current.Value = program;
        try
        {
            await program.RunAsync();
        }
        catch (Exception e) when (e is InvalidOperationException or CommandRefusedException or IOException or NullReferenceException or AggregateException
            or IndexOutOfRangeException or ObjectDisposedException or System.Runtime.CompilerServices.SwitchExpressionException)
        {
        }

        return program;
    }

    protected static Stream Connect() => new RandomServer(s_random);

    protected async Task<Stream> DialAsync() => Connect();

    protected static bool Flag() => s_random.Next(2) == 0;

    protected bool Again() => _left-- > 0;

    protected string[] Names() => [.. Enumerable.Repeat("x", s_random.Next(3))];

    protected async Task<string?> NameAsync() => Flag() ? "a@b" : null;

    protected async IAsyncEnumerable<int> Stream()
    {
        if (Flag())
            await OtherAsync();
        yield return 1;
        if (Flag())
            yield return 2;
    }

    protected SmtpProtocolClient? Spare() => Flag() ? null : Flag() && _taken.Count > 0 ? _taken[0] : Make();

    protected async Task<SmtpProtocolClient> MakeAsync() => Make();

    protected SmtpProtocolClient Same(SmtpProtocolClient client) => client;

    protected void Change(ref SmtpProtocolClient client) => client = Flag() ? Make() : client;

    protected bool Out(out SmtpProtocolClient client)
    {
        client = Make();
        return true;
    }

    protected void Change(ref bool truth) => truth = Flag();

    protected bool Out(out bool truth) => truth = Flag();

    protected bool Ask(SmtpState state) => state == SmtpState.Idle;

    protected bool Ask(ClientReply? reply) => reply?.IsPositive != true;

    protected void Take(SmtpProtocolClient client) => _taken.Add(client);

    protected async Task UseAsync(SmtpProtocolClient client)
    {
        _taken.Add(client);
        await OtherAsync();
    }

    protected void Local() => OtherAsync().Wait();

    protected void Later(Action act)
    {
        act();
        _kept.Add(async () => act());
    }

    protected Task Later(Func<Task> act)
    {
        _kept.Add(act);
        return act();
    }

    protected void Keep(Func<Task> act) => _kept.Add(act);

    // Whatever it has may be used whenever it runs.
    protected async Task OtherAsync()
    {
        foreach (var client in _taken.Where(_ => Flag()))
        {
            try
            {
                _ = s_random.Next(4) switch
                {
                    0 => (ClientReply)await client.ConnectAsync(),
                    1 => await client.EhloAsync("me"),
                    2 => await client.RsetAsync(),
                    _ => await client.MailAsync("a@b"),
                };
            }
            catch (InvalidOperationException)
            {
            }
            catch (IOException)
            {
            }
        }

        if (_kept.Count > 0 && Flag() && Again())
            await _kept[s_random.Next(_kept.Count)]();
    }

    private static SmtpProtocolClient Make()
    {
        var client = new SmtpProtocolClient(Connect());
        if (Flag() && client.ConnectAsync().AsTask().Result.IsPositive && Flag())
            client.EhloAsync("me").AsTask().Wait();
        return client;
    }
}

/// <summary>An object with a client.</summary>
public sealed record Pair(SmtpProtocolClient Client, int Uses)
{
    public SmtpProtocolClient Client { get; set; } = Client;
}

/// <summary>Notes which calls have returned.</summary>
public static class Calls
{
    /// <summary>The program that runs.</summary>
    public static AsyncLocal<ProgramBase> Current { get; } = new();

    /// <summary>Passes a task on; when it has ended well the call at that place has returned.</summary>
    public static async ValueTask<T> Note<T>(this ValueTask<T> task, int place)
    {
        var result = await task;
        Current.Value!.Returned.Add(place);
        return result;
    }
}
