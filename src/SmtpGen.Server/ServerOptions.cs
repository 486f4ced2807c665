namespace SmtpGen.Server;

/// <summary>Where a server listens, and how much of it one client or all clients together may use.</summary>
public class ServerOptions
{
    /// <summary>Addresses to listen on: <c>127.0.0.1:2525</c>, <c>[::1]:2525</c>; port 0 takes a free one.</summary>
    public IList<string> Listen { get; } = new List<string>();

    /// <summary>How many connections may wait to be accepted, per address.</summary>
    public int Backlog { get; set; } = 512;

    /// <summary>Most connections at a time; 0 is no limit.</summary>
    public int MaxConnections { get; set; } = 1000;

    /// <summary>Most connections at a time from one client: an IPv4 address, or an IPv6 network of 64 bits; 0 is no limit.</summary>
    public int MaxConnectionsPerAddress { get; set; } = 100;

    /// <summary>How long the greeting is held back. A client that talks meanwhile is refused. Zero: not at all.</summary>
    public TimeSpan GreetingDelay { get; set; } = TimeSpan.Zero;

    /// <summary>Longest session.</summary>
    public TimeSpan SessionTime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Longest time a client may take to read what it was sent, before it is cut off.</summary>
    public TimeSpan SendTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Lowest rate of a body in octets a second, over the time spent waiting for it; 0 is no limit.</summary>
    public int MinBodyRate { get; set; }

    /// <summary>How long a body may take before its rate counts.</summary>
    public TimeSpan BodyRateGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a closed session waits for the client to close too, so that it gets the last reply.</summary>
    public TimeSpan CloseTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a stopping server lets bodies under way finish.</summary>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often deadlines are looked at; none ends earlier than configured, and about so much later.</summary>
    internal TimeSpan ClockInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>What is wrong with the values, a sentence each that names the option, the value and what is allowed.</summary>
    public virtual IEnumerable<string> Validate()
    {
        if (Listen.Count == 0)
            yield return "Listen is empty; name at least one address and port, such as 127.0.0.1:2525.";
        foreach (string address in Listen)
        {
            if (!ListenAddress.TryParse(address, out _))
                yield return $"Listen holds '{address}'; it must be an IP address and a port, such as 127.0.0.1:2525 or [::1]:2525.";
        }

        if (Backlog < 1)
            yield return $"Backlog is {Backlog}; it must be 1 or more.";
        if (MaxConnections < 0)
            yield return $"MaxConnections is {MaxConnections}; it must be 1 or more, or 0 for no limit.";
        if (MaxConnectionsPerAddress < 0)
            yield return $"MaxConnectionsPerAddress is {MaxConnectionsPerAddress}; it must be 1 or more, or 0 for no limit.";
        if (MinBodyRate < 0)
            yield return $"MinBodyRate is {MinBodyRate}; it must be 1 octet a second or more, or 0 for no limit.";
        foreach (var (name, time) in new[] { (nameof(SessionTime), SessionTime), (nameof(SendTime), SendTime) })
        {
            if (time <= TimeSpan.Zero)
                yield return $"{name} is {time}; it must be longer than zero.";
        }

        var notNegative = new[]
        {
            (nameof(GreetingDelay), GreetingDelay), (nameof(BodyRateGrace), BodyRateGrace),
            (nameof(CloseTime), CloseTime), (nameof(StopGrace), StopGrace),
        };
        foreach (var (name, time) in notNegative)
        {
            if (time < TimeSpan.Zero || time > TimeSpan.FromDays(1))
                yield return $"{name} is {time}; it must be between zero and one day.";
        }
    }
}
