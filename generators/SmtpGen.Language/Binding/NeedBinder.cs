using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>Binds what must be true of a session: <c>needs</c> and <c>policy</c>.</summary>
internal sealed class NeedBinder(
    SymbolTable<FlagModel> flags, SymbolTable<OptionModel> options, SymbolTable<BoundReply> replies)
{
    /// <summary>Flags that some need looks at, as a mask.</summary>
    public uint FlagsRead { get; private set; }

    /// <summary>The masks of the flags that must be set, and of those that must be clear.</summary>
    public (uint Set, uint Clear) Bind(IReadOnlyList<FlagTestSyntax> tests)
    {
        uint set = flags.UseMask(tests.Where(t => !t.IsNegated).Select(t => t.Flag));
        uint clear = flags.UseMask(tests.Where(t => t.IsNegated).Select(t => t.Flag));
        FlagsRead |= set | clear;
        return (set, clear);
    }

    /// <summary>The need; none when its reply is not defined.</summary>
    public IEnumerable<BoundNeed> Bind(NeedSyntax syntax, int option)
    {
        var (set, clear) = Bind(syntax.Flags);
        int reply = replies.Use(syntax.Reply);
        return reply < 0 ? [] : [new BoundNeed(syntax, new NeedModel(set, clear, option, reply))];
    }

    public void Add(PolicyMember policy, SymbolTable<BoundCommand> commands)
    {
        foreach (var row in policy.Rows)
        {
            var named = row.Verbs.Select(commands.Use).Where(i => i >= 0).ToList();
            var covered = row.IsAllBut ? [.. Enumerable.Range(0, commands.Count).Except(named)] : named;
            int option = policy.Name is null || covered.Count == 0 ? -1 : options.TryUse(policy.Name.Text);
            var need = Bind(row.Need, option).ToList();
            foreach (int command in covered)
                commands[command].Policies.AddRange(need);
        }
    }

    /// <summary>The option that each named policy declares.</summary>
    public static void Declare(IEnumerable<PolicyMember> policies, SymbolTable<OptionModel> options, Report report)
    {
        foreach (var policy in policies.Where(p => p.Name is not null))
        {
            if (policy.Default!.Text is not ("on" or "off"))
                report.Add(BindingRules.BadValue, policy.Default, $"'{policy.Default}' is not a default of a policy; write 'on' or 'off'.");
            options.Add(policy.Name!, new OptionModel(policy.Name!.Text, policy.Doc, policy.Default.Text == "on", []));
        }
    }
}
