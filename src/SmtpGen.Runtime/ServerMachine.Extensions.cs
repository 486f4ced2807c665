namespace SmtpGen.Runtime;

// Extensions: which are on offer, and what must be true of a session.
public abstract partial class ServerMachine
{
    private bool IsOff(ServerExtension extension) =>
        (Configuration.ExtensionsOn & extension.Switches) != extension.Switches || (extension.Secures && !CanSecure);

    /// <summary>
    /// Whether the parameters of an extension are taken now. They outlive the use of its command: a client that has sent AUTH
    /// may not send it again, but the AUTH parameter of MAIL.
    /// </summary>
    private bool IsUsable(ServerExtension extension)
    {
        if (IsOff(extension)
            || ((FlagBits & _table.ExtensionsNeed) != _table.ExtensionsNeed && !IsOn(_table.ExtensionsOr))
            || !AreSet(extension.WhenSet, extension.WhenClear))
        {
            return false;
        }

        foreach (int word in extension.Words)
        {
            if (_words[word].IsEmpty)
                return false;
        }

        return true;
    }

    // An extension whose commands would all be refused is not listed, nor is one that needs such an extension.
    private bool IsListed(ServerExtension extension)
    {
        if (!IsUsable(extension))
            return false;
        foreach (int[] commands in extension.Commands)
        {
            bool isAnyTaken = false;
            foreach (int command in commands)
                isAnyTaken |= AreMet(_table.Commands[command]);
            if (!isAnyTaken)
                return false;
        }

        return true;
    }

    private bool AreMet(ServerCommand command)
    {
        foreach (var policy in command.Policies)
        {
            if (!IsMet(policy))
                return false;
        }

        foreach (var need in command.Needs)
        {
            if (!IsMet(need))
                return false;
        }

        return true;
    }

    private bool IsMet(ServerNeed need) => (need.Option >= 0 && !IsOn(need.Option)) || AreSet(need.Set, need.Clear);

    private bool AreSet(uint set, uint clear) => (FlagBits & set) == set && (FlagBits & clear) == 0;
}
