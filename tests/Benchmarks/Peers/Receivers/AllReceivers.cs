namespace SmtpGen.Benchmarks.Peers.Receivers;

/// <summary>Everything that can be measured.</summary>
internal static class AllReceivers
{
    /// <summary>What ratios are taken to.</summary>
    public const string Sink = "smtp-sink";

    /// <summary>What ratios are taken to.</summary>
    public const string Floor = "floor";

    /// <summary>What ratios of loads with TLS are taken to.</summary>
    public const string OpenSsl = "openssl";

    /// <summary>What the command line asks for, in order.</summary>
    /// <exception cref="FormatException">A name is not that of a receiver.</exception>
    public static IReadOnlyList<Receiver> Choose(PeerOptions options)
    {
        IReadOnlyList<Receiver> own = [.. options.Own.Select(one => Foreign.Own(one.Name, one.Command))];
        IReadOnlyList<Receiver> all = [.. References.All, .. Ours.All, .. Foreign.All, .. own];
        if (all.GroupBy(receiver => receiver.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new FormatException($"--own names a receiver '{twice.Key}', which there is.");
        if (options.Receivers is null)
            return all;
        foreach (string name in options.Receivers)
        {
            if (all.All(receiver => receiver.Id != name))
                throw new FormatException($"There is no receiver '{name}'; --list names them.");
        }

        // A receiver of one's own is meant to be measured, whatever else is.
        return [.. all.Where(receiver => options.Receivers.Contains(receiver.Id) || own.Contains(receiver))];
    }
}
