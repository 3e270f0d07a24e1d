using ReapFunctions.Local.Reap.Commands;
using ReapFunctions.Local.Reap.Show;

return await ReapCommand.RunAsync(args, Terminal.Create(), TimeProvider.System);
