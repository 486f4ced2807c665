using SmtpGen.Server.Certificates;

namespace SmtpGen.Server;

/// <summary>Where a server listens, and how much of it one client or all clients together may use.</summary>
public class ServerOptions
{
    /// <summary>The variable of the environment that names the transport of servers whose <see cref="Transport"/> is <see cref="TransportKind.Automatic"/>.</summary>
    public const string TransportVariable = "SMTPGEN_TRANSPORT";

    private const int UsualBacklog = 512;

    /// <summary>
    /// Addresses to listen on: <c>127.0.0.1:2525</c>, <c>[::1]:2525</c>; <c>localhost:2525</c> or <c>2525</c>, the loopback
    /// addresses of IPv4 and IPv6; <c>:2525</c>, all addresses of both. Port 0 takes a free one. Words after the address
    /// say how connections begin: <c>127.0.0.1:465 tls</c> with TLS (RFC 8314 section 3), <c>127.0.0.1:25 proxy</c> with a
    /// header of the PROXY protocol, version 1 or 2; <c>proxy tls</c> with both, the header first.
    /// </summary>
    public IList<string> Listen { get; } = new List<string>();

    /// <summary>The certificate, for TLS from the start and for protocols that change to it.</summary>
    public TlsOptions Tls { get; } = new();

    /// <summary>
    /// Addresses and networks whose PROXY headers are believed: <c>10.0.0.1</c>, <c>10.0.0.0/8</c>, <c>2001:db8::/32</c>.
    /// Nobody else can connect to an address marked <c>proxy</c>.
    /// </summary>
    public IList<string> TrustedProxies { get; } = new List<string>();

    /// <summary>What moves octets between sockets and sessions.</summary>
    public TransportKind Transport { get; set; }

    /// <summary>How many connections may wait to be accepted, per address.</summary>
    public int Backlog { get; set; } = UsualBacklog;

    /// <summary>Most connections at a time; 0 means no limit.</summary>
    public int MaxConnections { get; set; } = 1000;

    /// <summary>Most connections at a time from one client: an IPv4 address, or an IPv6 network of 64 bits; 0 means no limit.</summary>
    public int MaxConnectionsPerAddress { get; set; } = 100;

    /// <summary>How long the greeting is held back. A client that talks meanwhile is refused. Zero: not at all.</summary>
    public TimeSpan GreetingDelay { get; set; } = TimeSpan.Zero;

    /// <summary>Longest time for a PROXY header, and for a TLS handshake.</summary>
    public TimeSpan HandshakeTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest session.</summary>
    public TimeSpan SessionTime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Longest time a client may take to read what it was sent, before it is cut off.</summary>
    public TimeSpan SendTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Longest time from the first octet of a command to its end. How long a client may send nothing at all is said by the
    /// protocol's <see cref="Runtime.ProtocolOptions.CommandWait"/>.
    /// </summary>
    public TimeSpan CommandLineTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Lowest rate of a body in octets a second, in every <see cref="BodyRateWindow"/>; 0 means no limit. The slowest modems and
    /// satellite links send some 200.
    /// </summary>
    public int MinBodyRate { get; set; } = 100;

    /// <summary>
    /// What the rate of a body is measured over, in time spent waiting for it. A client may send nothing for about so long
    /// (RFC 5321 section 4.5.3.2.5 lets it wait for three minutes), provided that it makes up for it.
    /// </summary>
    public TimeSpan BodyRateWindow { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Whether no handler ever blocks the thread it is called on, nor what makes it. Then it is called on the thread that
    /// received, which saves a change of threads for all that comes together. By default handlers may block: they have threads
    /// of their own.
    /// </summary>
    public bool HandlersNeverBlock { get; set; }

    /// <summary>
    /// Most threads for handlers. There are as many as handlers that block at the same time, and one more; when all of them
    /// block, what sessions receive waits for one of them.
    /// </summary>
    public int MaxHandlerThreads { get; set; } = 1000;

    /// <summary>How long a closed session waits for the client to close too, so that it gets the last reply.</summary>
    public TimeSpan CloseTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a stopping server lets bodies under way finish.</summary>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The server that listens and hands the connections over, see <see cref="LeaveListeningTo"/>; null where this one listens.
    /// </summary>
    public string? Listener { get; private set; }

    /// <summary>How often deadlines are looked at; none ends earlier than configured, and about so much later.</summary>
    internal TimeSpan ClockInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Leaves listening to another server, which hands its connections over by <see cref="Hosting.ProtocolServer.ServeAsync"/>. Where
    /// and how to listen is not to be said here then.
    /// </summary>
    /// <param name="listener">The other server's name, for errors.</param>
    public void LeaveListeningTo(string listener)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(listener);
        Listener = listener;
    }

    /// <summary>What is wrong with the values, a sentence each that names the option, the value and what is allowed.</summary>
    public virtual IEnumerable<string> Validate()
    {
        foreach (string error in (Listener is null ? ValidateListen() : ValidateUnused(Listener)).Concat(NetworkList.Validate(nameof(TrustedProxies), TrustedProxies)))
            yield return error;
        foreach (string error in Tls.Validate())
            yield return $"{nameof(Tls)}:{error}";
        if (!Enum.IsDefined(Transport))
            yield return $"Transport is {Transport}; it must be Automatic, Epoll or Portable.";
        if (Transport == TransportKind.Epoll && !TransportKinds.HasEpoll)
            yield return "Transport is Epoll, which only Linux on x64 and arm64 has; Automatic takes what there is.";
        if (Transport == TransportKind.Automatic && !TransportKinds.TryReadVariable(out _))
            yield return $"Transport is Automatic, and {TransportVariable} in the environment is '{Environment.GetEnvironmentVariable(TransportVariable)}'; it must be automatic, epoll or portable.";
        if (Backlog < 1)
            yield return $"Backlog is {Backlog}; it must be 1 or more.";
        if (MaxConnections < 0)
            yield return $"MaxConnections is {MaxConnections}; it must be 1 or more, or 0 for no limit.";
        if (MaxConnectionsPerAddress < 0)
            yield return $"MaxConnectionsPerAddress is {MaxConnectionsPerAddress}; it must be 1 or more, or 0 for no limit.";
        if (MinBodyRate < 0)
            yield return $"MinBodyRate is {MinBodyRate}; it must be 1 octet a second or more, or 0 for no limit.";
        if (MaxHandlerThreads < 1)
            yield return $"MaxHandlerThreads is {MaxHandlerThreads}; it must be 1 or more.";
        var positive = new[]
        {
            (nameof(HandshakeTime), HandshakeTime), (nameof(SessionTime), SessionTime), (nameof(SendTime), SendTime),
            (nameof(CommandLineTime), CommandLineTime), (nameof(BodyRateWindow), BodyRateWindow),
        };
        foreach (var (name, time) in positive)
        {
            if (time <= TimeSpan.Zero)
                yield return $"{name} is {time}; it must be longer than zero.";
        }

        var notNegative = new[]
        {
            (nameof(GreetingDelay), GreetingDelay), (nameof(CloseTime), CloseTime), (nameof(StopGrace), StopGrace),
        };
        foreach (var (name, time) in notNegative)
        {
            if (time < TimeSpan.Zero || time > TimeSpan.FromDays(1))
                yield return $"{name} is {time}; it must be between zero and one day.";
        }
    }

    private IEnumerable<string> ValidateListen()
    {
        if (Listen.Count == 0)
            yield return "Listen is empty; name at least one address and port, such as 127.0.0.1:2525.";
        foreach (string text in Listen)
        {
            if (!ListenAddress.TryParse(text, out var addresses, out string error))
            {
                yield return $"Listen holds '{text}'; {error}";
                continue;
            }

            var address = addresses[0];
            if (address.IsTls && !Tls.IsConfigured)
                yield return $"Listen holds '{text}', but Tls:Certificate is empty; name a PEM or PFX file.";
            if (address.IsProxied && TrustedProxies.Count == 0)
                yield return $"Listen holds '{text}', but TrustedProxies is empty; name the proxies, such as 10.0.0.0/8.";
        }
    }

    private IEnumerable<string> ValidateUnused(string listener)
    {
        foreach (string text in Listen)
            yield return $"Listen holds '{text}', but {listener} listens for this server; take it out and name the address there.";
        if (Backlog != UsualBacklog)
            yield return $"Backlog is {Backlog}, but {listener} listens for this server; take it out and set it there.";
    }
}
