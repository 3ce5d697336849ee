import { readFileSync, writeFileSync } from 'node:fs'

const file = 'openapi.json'
const document = JSON.parse(readFileSync(file, 'utf-8'))

for (const pathItem of Object.values(document.paths)) {
  for (const operation of Object.values(pathItem)) {
    const prefix = `${operation.tags[0]}-`
    if (operation.operationId.startsWith(prefix)) {
      operation.operationId = operation.operationId.slice(prefix.length)
    }
  }
}

writeFileSync(file, JSON.stringify(document, null, 2) + '\n')
