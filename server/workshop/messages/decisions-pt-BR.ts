/** Brazilian Portuguese of explain.ts, which a browser needs without the words of the checks. */
export const decisionsPtBR: Record<string, string> = {
  " ({needed} needed)": " ({needed} bastam)",
  " and ": " e ",
  " or ": " ou ",
  ", and a scaling activity to {tasks} is in progress already":
    ", e uma atividade de escalabilidade para {tasks} já está em andamento",
  ", and no step covers {value}: nothing was done": ", e nenhum passo cobre {value}: nada foi feito",
  ", but nothing is scaled in while a deployment is in progress":
    ", mas nada é reduzido enquanto há uma implantação em andamento",
  ", but the cooldown of the last scale-in lasts until {until}{credit}":
    ", mas o período de espera da última redução vai até {until}{credit}",
  ", but the cooldown of the last scale-out lasts until {until}{credit}":
    ", mas o período de espera da última expansão vai até {until}{credit}",
  ", but the desired count is {desired} and the maximum {maxCapacity}":
    ", mas o número desejado é {desired} e o máximo, {maxCapacity}",
  ", but the desired count is {desired} and the minimum {minCapacity}":
    ", mas o número desejado é {desired} e o mínimo, {minCapacity}",
  ", but the policy {policy} asks for {proposed}, which is more":
    ", mas a política {policy} pede {proposed}, que é mais",
  ", but the policy {policy} does not agree to scale in": ", mas a política {policy} não concorda em reduzir",
  ", but together they are {value}, no longer {side}: nothing was done":
    ", mas juntos são {value}, não mais {side}: nada foi feito",
  ", but {what} is suspended": ", mas {what} está suspensa",
  ", no other than the desired count of {desired}": ", o mesmo que o número desejado, {desired}",
  ", with a credit of {credited} for what it added": ", com um crédito de {credited} pelo que ela acrescentou",
  ": no task is running, {tasks}": ": nenhuma tarefa em execução, {tasks}",
  ": nothing to go by": ": nada em que se basear",
  ": the step {range} adds {size} % of {running}, in whole tasks: {tasks}":
    ": o passo {range} acrescenta {size} % de {running}, em tarefas inteiras: {tasks}",
  ": the step {range} makes {running} {sign} {size} = {tasks}":
    ": o passo {range} dá {running} {sign} {size} = {tasks}",
  ": the step {range} sets {tasks}": ": o passo {range} define {tasks}",
  ": the step {range} takes away {size} % of {running}, in whole tasks: {tasks}":
    ": o passo {range} retira {size} % de {running}, em tarefas inteiras: {tasks}",
  "A desired count below {minCapacity} would have been raised, one above {maxCapacity} lowered.":
    "Um número desejado abaixo de {minCapacity} teria sido aumentado; um acima de {maxCapacity}, diminuído.",
  "A desired count of {limit} or less would have stayed.":
    "Um número desejado de {limit} ou menos teria ficado como estava.",
  "A desired count of {limit} or more would have stayed.":
    "Um número desejado de {limit} ou mais teria ficado como estava.",
  "A maximum above {maxCapacity} would have let it grow.": "Um máximo acima de {maxCapacity} o teria deixado crescer.",
  "A maximum of {from} would have changed nothing.": "Um máximo de {from} não teria mudado nada.",
  "A minimum below {minCapacity} would have let it shrink.":
    "Um mínimo abaixo de {minCapacity} o teria deixado diminuir.",
  "A minimum of {from} would have changed nothing.": "Um mínimo de {from} não teria mudado nada.",
  "A proposal of more than {most} would have scaled at once, one of more than {desired} from {until} on.":
    "Uma proposta de mais de {most} teria expandido o serviço na hora; uma de mais de {desired}, a partir de {until}.",
  "A step that covers {value} would have been taken.": "Um passo que cobrisse {value} teria sido usado.",
  "A task that runs would have been counted.": "Uma tarefa em execução teria sido contada.",
  "Above {edge} a task would have been added.": "Acima de {edge} uma tarefa teria sido acrescentada.",
  "Above {edge} nothing would have been taken away.": "Acima de {edge} nada teria sido retirado.",
  "After the deployment it would have been scaled in.": "Depois da implantação ele teria sido reduzido.",
  "At {edge} or less a task would have been taken away.": "Com {edge} ou menos uma tarefa teria sido retirada.",
  "At {edge} or less nothing would have been added.": "Com {edge} ou menos nada teria sido acrescentado.",
  "Due a minute apart, both would have run at once.":
    "Com um minuto de diferença, cada uma teria sido executada na sua hora.",
  "From {until} on it would have been scaled in.": "A partir de {until} ele teria sido reduzido.",
  "Had it come to fewer than {tasks} within the bounds, it would not have waited for the activity.":
    "Se tivesse dado menos de {tasks} dentro dos limites, não teria esperado pela atividade.",
  "Had it come to more than {tasks} within the bounds, it would not have waited for the activity.":
    "Se tivesse dado mais de {tasks} dentro dos limites, não teria esperado pela atividade.",
  "Had scheduled scaling not been suspended, it would have set the bounds.":
    "Se a escalabilidade programada não estivesse suspensa, ela teria definido os limites.",
  "Had the low alarm of {policy} been in ALARM too, the service would have been scaled in.":
    "Se o alarme baixo de {policy} também estivesse em ALARM, o serviço teria sido reduzido.",
  "Had {policy} wanted fewer tasks, the service would have been scaled in.":
    "Se {policy} quisesse menos tarefas, o serviço teria sido reduzido.",
  "Had {what} not been suspended, it would have been answered.":
    "Se {what} não estivesse suspensa, o alarme teria sido atendido.",
  Memory: "Memória",
  "Nothing was asked.": "Nada foi pedido.",
  "Requests per target": "Requisições por destino",
  "The desired count is within its bounds.": "O número desejado está dentro dos limites.",
  "The maximum is {limit}, the desired count was {from}: {tasks}.":
    "O máximo é {limit}, o número desejado era {from}: {tasks}.",
  "The minimum is {limit}, the desired count was {from}: {tasks}.":
    "O mínimo é {limit}, o número desejado era {from}: {tasks}.",
  "The policy has no other step.": "A política não tem outro passo.",
  "The scheduled action {action} set {bounds}, the desired count was {from}: {tasks}.":
    "A ação programada {action} definiu {bounds}, o número desejado era {from}: {tasks}.",
  "The scheduled action {action} set {bounds}; the desired count of {desired} lies between {minCapacity} and {maxCapacity}.":
    "A ação programada {action} definiu {bounds}; o número desejado, {desired}, está entre {minCapacity} e {maxCapacity}.",
  "The scheduled action {action} was due together with another one of this service, which came first: it is tried again.":
    "A ação programada {action} devia ser executada junto com outra deste serviço, que veio antes: ela é tentada de novo.",
  "The scheduled action {action} was due, but scheduled scaling is suspended.":
    "Era a hora da ação programada {action}, mas a escalabilidade programada está suspensa.",
  "The scheduled action {action} was to set {bounds}, but the maximum is {maxCapacity}: nothing was changed.":
    "A ação programada {action} ia definir {bounds}, mas o máximo é {maxCapacity}: nada mudou.",
  "The scheduled action {action} was to set {bounds}, but the minimum is {minCapacity}: nothing was changed.":
    "A ação programada {action} ia definir {bounds}, mas o mínimo é {minCapacity}: nada mudou.",
  "With a mean {side} it would have been answered.": "Com uma média {side} o alarme teria sido atendido.",
  "With both bounds given it would have set them.": "Com os dois limites dados, ela os teria definido.",
  "With other bounds the answer would have been the same: {tasks}.":
    "Com outros limites a resposta teria sido a mesma: {tasks}.",
  "With the alarm not in ALARM nothing would have been done.": "Sem o alarme em ALARM nada teria sido feito.",
  "Without {policy} this proposal would have been taken.": "Sem {policy} esta proposta teria sido aceita.",
  "a credit of {credited} for the last scale-out, whose cooldown goes on":
    "um crédito de {credited} pela última expansão, cujo período de espera continua",
  "above {value}": "acima de {value}",
  "at {value} or above": "em {value} ou acima",
  "at {value} or below": "em {value} ou abaixo",
  "at {value} or less": "com {value} ou menos",
  "below {value}": "abaixo de {value}",
  "between {least} and {most}": "entre {least} e {most}",
  "from {value} down": "de {value} para baixo",
  "from {value} down to above {edge}": "de {value} para baixo até acima de {edge}",
  "from {value} on": "a partir de {value}",
  "from {value} to below {edge}": "de {value} até abaixo de {edge}",
  "scale-in": "a redução (scale-in)",
  "scale-out": "a expansão (scale-out)",
  "scaling in goes step by step, to {gradual}": "a redução vai passo a passo, até {gradual}",
  "scheduled scaling": "a escalabilidade programada",
  "the maximum is {maxCapacity}": "o máximo é {maxCapacity}",
  "the maximum to {max}": "o máximo em {max}",
  "the minimum is {minCapacity}": "o mínimo é {minCapacity}",
  "the minimum to {min}": "o mínimo em {min}",
  "the policy {policy} wants {tasks}": "a política {policy} quer {tasks}",
  "{metric} had no datapoints": "{metric} sem pontos de dados",
  "{metric} was {values} for {breaching} of {periods} {side}{enough}":
    "{metric} com {values} em {breaching} de {periods} {side}{enough}",
  "{n, plural, one {# minute} other {# minutes}}": "{n, plural, one {# minuto} other {# minutos}}",
  "{n, plural, one {# period of {seconds} s} other {# periods of {seconds} s}}":
    "{n, plural, one {# período de {seconds} s} other {# períodos de {seconds} s}}",
  "{n, plural, one {# task} other {# tasks}}": "{n, plural, one {# tarefa} other {# tarefas}}",
  "{where} there would have been another step, or none.": "{where} teria valido outro passo, ou nenhum.",
};
