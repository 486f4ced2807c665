using System.Buffers.Binary;
using System.Text;

namespace SmtpGen.Sasl;

/// <summary>
/// What is remembered of failed logins, by address and by user: one for all servers of a process, so that a client which
/// changes from one protocol to another is the same client. Its memory is at most some 1.2 MB, taken when there is
/// something to remember, and lost when the process ends.
/// </summary>
/// <param name="time">The clock by which failures are forgotten and answers to them held back; the system's by default.</param>
public sealed class LoginFailures(TimeProvider? time = null)
{
    private const int Sets = 2048;

    private readonly LeakyCounts _logins = new(time ?? TimeProvider.System, Sets);
    private readonly LeakyCounts _addresses = new(time ?? TimeProvider.System, Sets);
    private readonly LeakyCounts _users = new(time ?? TimeProvider.System, Sets);
    private readonly LeakyCounts _known = new(time ?? TimeProvider.System, Sets);

    internal TimeProvider Time { get; } = time ?? TimeProvider.System;

    /// <summary>Whether a login may be looked at.</summary>
    internal bool Admits(ClientNetwork client, string? user, LoginLimits limits)
    {
        byte[] login = Login(client, user);
        if (IsReached(_logins, login, limits.FailuresPerLogin, limits))
            return false;
        if (user is not null && _known.Of(login, limits.TrustFor) > 0)
            return true;
        return !(client.IsKnown && IsReached(_addresses, Address(client), limits.FailuresPerAddress, limits))
            && !(user is not null && IsReached(_users, User(user), limits.FailuresPerUser, limits));
    }

    internal void Count(ClientNetwork client, string? user, LoginLimits limits)
    {
        Add(_logins, Login(client, user), limits.FailuresPerLogin, limits);
        if (client.IsKnown)
            Add(_addresses, Address(client), limits.FailuresPerAddress, limits);
        if (user is not null)
            Add(_users, User(user), limits.FailuresPerUser, limits);
    }

    internal void Trust(ClientNetwork client, string user, LoginLimits limits) => _known.Add(Login(client, user), limits.TrustFor, 1);

    // What is left of a count that was full a moment ago is a little less than the limit.
    private static bool IsReached(LeakyCounts counts, byte[] key, int limit, LoginLimits limits)
        => limit > 0 && counts.Of(key, limits.ForgetOneIn) > limit - 1;

    private static void Add(LeakyCounts counts, byte[] key, int limit, LoginLimits limits)
    {
        if (limit > 0)
            counts.Add(key, limits.ForgetOneIn, limit);
    }

    private static byte[] Address(ClientNetwork client)
    {
        byte[] octets = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(octets, client.Prefix);
        return octets;
    }

    private static byte[] User(string? user) => Encoding.UTF8.GetBytes(user ?? "");

    private static byte[] Login(ClientNetwork client, string? user) => [.. Address(client), .. User(user)];
}
